import type { DocumentContext, DocumentReading, DocumentRows } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import type { FileRow, PackageRow, RelationshipRow } from '#lib/formats/documents/rows';
import type { SbomSummary } from '#lib/formats/documents/summaries';
import { vexReading } from '#lib/formats/documents/vex-reading';
import { at, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import type { SbomFacts } from './sbom-reading.ts';
import { hashText, listInRow, sbomReading, typeOfPurl } from './sbom-reading.ts';
import type { Element, Spdx3Index } from './spdx3-index.ts';
import {
  eachOf,
  elementField,
  elementsOf,
  idAt,
  idOf,
  idsAt,
  isPackage,
  readSpdx3Index,
  textsOf,
  typeOf,
} from './spdx3-index.ts';

import type { Spdx3Security } from './spdx3-security.ts';
import { findingsOfSpdx3, readSpdx3Security, statementsOfSpdx3 } from './spdx3-security.ts';

const vocabulary = /^https?:\/\/spdx\.org\/rdf\/(?:v)?(3[\w.]{0,11})\//;

/**
 * SPDX 3 in JSON-LD (https://spdx.github.io/spdx-spec/v3.0.1/serializations/): a graph of elements, one element without a
 * graph, or a list of them.
 */
export function readSpdx3(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const version = versionOf(value);
  if (version === undefined) return undefined;
  let known: Spdx3Index | undefined;
  const index = () => {
    known ??= readSpdx3Index(value);
    return known;
  };
  const name = `SPDX ${version}`;
  const { packages, files, vulnerabilities, statements } = index().counts;
  const isAboutSecurity = context.isWhole && vulnerabilities + statements > 0;
  const security = isAboutSecurity ? readSpdx3Security(value) : undefined;
  if (security !== undefined && security.statements.length > 0 && packages + files === 0)
    return vexReading(context, {
      name: `${name} VEX`,
      format: 'spdx3-json',
      version,
      statements: () => statementsOfSpdx3(security),
      facts: given({ timestamp: textsOf(elementField(index().creationInfo, 'created'))[0] }),
    });
  return sbomReading(context, {
    format: 'spdx3-json',
    version,
    name,
    counted: () => describeLists(index()),
    packages: () => packagesOf(value, index()),
    listed: () => packages,
    relationships: () => relationshipsOf(value),
    files: () => filesOf(value, index()),
    facts: () => ({
      ...factsOf(value, index()),
      vulnerabilities: vulnerabilities === 0 ? undefined : vulnerabilities,
    }),
    rows: security === undefined ? undefined : securityRows(security),
  });
}

function securityRows(security: Spdx3Security): DocumentRows {
  const isJudged = security.statements.length > 0;
  return {
    findings: () => findingsOfSpdx3(security),
    ...(isJudged ? { statements: () => statementsOfSpdx3(security) } : {}),
  };
}

/**
 * By its context, else by the full names of a graph that was expanded; the contexts of drafts name no version, and are
 * known by the elements.
 */
function versionOf(value: unknown): string | undefined {
  const named: unknown[] = [];
  for (const first of eachOf(value)) {
    const context = at(first, '@context');
    named.push(...namesIn(context), at(first, '@type', 0), at(first, '@type'));
    break;
  }
  const texts = named.filter((name) => typeof name === 'string');
  for (const text of texts) {
    const version = vocabulary.exec(text)?.[1];
    if (version !== undefined) return cleanText(version, 12);
  }
  return texts.some((text) => /\bspdx\b/i.test(text)) ? draftVersion(value) : undefined;
}

function namesIn(context: unknown): readonly unknown[] {
  const parts = Array.isArray(context) ? context.slice(0, 20) : [context];
  return parts.flatMap((part) => (isJsonObject(part) ? [at(part, '@vocab'), at(part, 'spdx')] : [part]));
}

function draftVersion(value: unknown): string | undefined {
  let isSpdx = false;
  let looked = 0;
  for (const element of elementsOf(value)) {
    const version = textAt(element, 'specVersion');
    if (version?.startsWith('3') === true) return cleanText(version, 12);
    isSpdx ||= textAt(element, 'spdxId') !== undefined;
    if (++looked === 100) break;
  }
  return isSpdx ? '3' : undefined;
}

function describeLists({ counts }: Spdx3Index): string {
  const isOfFiles = counts.packages === 0 && counts.files > 0;
  return isOfFiles ? count(counts.files, 'file') : count(counts.packages, 'package');
}

function* packagesOf(value: unknown, index: Spdx3Index): Generator<PackageRow> {
  for (const element of elementsOf(value)) {
    if (!isPackage(element)) continue;
    const identifiers = identifiersOf(element);
    const purl = textsOf(elementField(element, 'packageUrl'))[0] ?? identifiers.purl;
    const supplier = idAt(element, 'suppliedBy') ?? idAt(element, 'originatedBy');
    yield given<PackageRow>({
      name: textAt(element, 'name') ?? textsOf(elementField(element, 'name'))[0] ?? idOf(element) ?? '',
      version: textsOf(elementField(element, 'packageVersion'))[0],
      purl,
      type: purposeOf(element) ?? typeOfPurl(purl),
      licences: index.licencesOf(element),
      supplier: supplier === undefined ? undefined : index.nameOf(supplier),
      hashes: hashesOf(element),
      scope: undefined,
      cpes: listInRow(identifiers.cpes),
      id: idOf(element),
      locations: undefined,
      description:
        textsOf(elementField(element, 'summary'))[0] ?? textsOf(elementField(element, 'description'))[0],
    });
  }
}

/** What a package is for, in the words that other SBOMs have for it. */
function purposeOf(element: Element): string | undefined {
  const [purpose] = textsOf(elementField(element, 'primaryPurpose'));
  if (typeOf(element) === 'AIPackage') return 'machine-learning-model';
  if (typeOf(element) === 'DatasetPackage') return 'data';
  return purpose?.split('/').at(-1);
}

function identifiersOf(element: Element): { readonly purl?: string; readonly cpes: readonly string[] } {
  const cpes: string[] = [];
  let purl: string | undefined;
  for (const identifier of eachOf(elementField(element, 'externalIdentifier'))) {
    const [text] = textsOf(elementField(identifier, 'identifier'));
    const [type = ''] = textsOf(elementField(identifier, 'externalIdentifierType'));
    if (text === undefined) continue;
    if (/(?:purl|packageUrl)$/i.test(type) || text.startsWith('pkg:')) purl ??= text;
    else if (/cpe2[23]$/.test(type) || text.startsWith('cpe:')) cpes.push(text);
  }
  return given<{ purl?: string; cpes: readonly string[] }>({ purl, cpes });
}

function hashesOf(element: Element): readonly string[] | undefined {
  const hashes = [...eachOf(elementField(element, 'verifiedUsing'))].flatMap((hash) => {
    const [algorithm] = textsOf(elementField(hash, 'algorithm'));
    return hashText(algorithm, textsOf(elementField(hash, 'hashValue'))[0]) ?? [];
  });
  return listInRow(hashes);
}

/** Each end of a relationship by itself: SPDX 3 names several in one. */
function* relationshipsOf(value: unknown): Generator<RelationshipRow> {
  for (const element of elementsOf(value)) {
    const [type] = textsOf(elementField(element, 'relationshipType'));
    const from = idAt(element, 'from');
    if (type === undefined || from === undefined) continue;
    const name = type.split('/').at(-1) ?? type;
    for (const to of idsAt(element, 'to')) yield { from, to, type: name };
  }
}

function* filesOf(value: unknown, index: Spdx3Index): Generator<FileRow> {
  for (const element of elementsOf(value)) {
    if (typeOf(element) !== 'File') continue;
    const isFolder = textsOf(elementField(element, 'fileKind'))[0]?.endsWith('directory') === true;
    yield given<FileRow>({
      path: textsOf(elementField(element, 'name'))[0] ?? idOf(element) ?? '',
      size: undefined,
      mode: undefined,
      type: isFolder ? 'folder' : 'file',
      link: undefined,
      hashes: hashesOf(element),
      licences: listInRow(index.licencesOf(element)),
    });
  }
}

function factsOf(value: unknown, index: Spdx3Index): SbomFacts {
  const info = index.creationInfo;
  const names = (field: string) => [...new Set(idsAt(info, field))].flatMap((id) => index.nameOf(id) ?? []);
  return {
    tools: names('createdUsing').map((tool) =>
      tool.replace(/^Tool: /, '').replace(/-(?=v?\d[\w.+-]*$)/, ' '),
    ),
    authors: names('createdBy'),
    created: textsOf(elementField(info, 'created'))[0],
    described: index.roots,
    describes: () => describedFile(value, index),
    relationships: index.counts.relationships,
    files: index.counts.files,
  };
}

/** The root of the SBOM or of the document where that is a file, else the name of the document. */
function describedFile(value: unknown, index: Spdx3Index): SbomSummary['describes'] {
  if (index.counts.files > 0)
    for (const element of elementsOf(value)) {
      const id = idOf(element);
      if (id === undefined || !index.roots.has(id) || typeOf(element) !== 'File') continue;
      return { name: textsOf(elementField(element, 'name'))[0] ?? id, id };
    }
  return index.documentName === undefined ? undefined : { name: index.documentName };
}
