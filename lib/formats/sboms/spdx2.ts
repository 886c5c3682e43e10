import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import type { FileRow, PackageRow, RelationshipRow } from '#lib/formats/documents/rows';
import { at, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import type { SbomFacts } from './sbom-reading.ts';
import {
  formatOfContainer,
  hashText,
  ifGiven,
  licencesOf,
  listInRow,
  sbomReading,
  typeOfPurl,
} from './sbom-reading.ts';

/** SPDX 2 (https://spdx.github.io/spdx-spec/v2.3/) in the shape of its JSON, which every other form of it is turned into. */
export function readSpdx2(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const version = textAt(value, 'spdxVersion');
  if (version?.startsWith('SPDX-') !== true) return undefined;
  const number = cleanText(version.slice(5), 12);
  return sbomReading(context, {
    format: formatOfContainer('spdx', context),
    version: number,
    name: `SPDX ${number}`,
    counted: () => describeLists(value),
    packages: () => packagesOf(value),
    listed: () => itemsAt(value, 'packages').length,
    relationships: ifGiven(at(value, 'relationships'), () => relationshipsOf(value)),
    files: ifGiven(at(value, 'files'), () => filesOf(value)),
    facts: () => factsOf(value),
  });
}

function describeLists(value: unknown): string {
  const packages = itemsAt(value, 'packages').length;
  const files = itemsAt(value, 'files').length;
  return packages === 0 && files > 0 ? count(files, 'file') : count(packages, 'package');
}

function* packagesOf(value: unknown): Generator<PackageRow> {
  const licences = licenceNames(value);
  for (const item of itemsAt(value, 'packages')) {
    const references = referencesOf(item);
    const [purl] = references.purls;
    yield given<PackageRow>({
      name: textAt(item, 'name') ?? textAt(item, 'SPDXID') ?? '',
      version: said(textAt(item, 'versionInfo')),
      purl,
      type: textAt(item, 'primaryPackagePurpose')?.toLowerCase() ?? typeOfPurl(purl),
      licences: licencesOf([
        resolve(textAt(item, 'licenseDeclared'), licences),
        resolve(textAt(item, 'licenseConcluded'), licences),
      ]),
      supplier: agentName(textAt(item, 'supplier')) ?? agentName(textAt(item, 'originator')),
      hashes: hashesOf(item),
      scope: undefined,
      cpes: listInRow(references.cpes),
      id: textAt(item, 'SPDXID'),
      locations: listInRow(locationsOf(item)),
      description: said(textAt(item, 'summary')) ?? said(textAt(item, 'description')),
    });
  }
}

// Syft says where it found a package only in this sentence.
function locationsOf(item: unknown): readonly string[] {
  const [, paths = ''] =
    /^acquired package info from .{0,60}?: (.{1,2000})$/.exec(textAt(item, 'sourceInfo') ?? '') ?? [];
  return paths.split(', ').filter((path) => path.startsWith('/'));
}

function referencesOf(item: unknown): {
  readonly purls: readonly string[];
  readonly cpes: readonly string[];
} {
  const purls: string[] = [];
  const cpes: string[] = [];
  for (const reference of listAt(item, 'externalRefs')) {
    const locator = textAt(reference, 'referenceLocator');
    const type = textAt(reference, 'referenceType')?.toLowerCase();
    if (locator === undefined || type === undefined) continue;
    if (type.endsWith('purl') || locator.startsWith('pkg:')) purls.push(locator);
    else if (/cpe2[23]type$/.test(type) || locator.startsWith('cpe:')) cpes.push(locator);
  }
  return { purls, cpes };
}

function hashesOf(item: unknown): readonly string[] | undefined {
  const hashes = listAt(item, 'checksums').flatMap(
    (checksum) => hashText(textAt(checksum, 'algorithm'), textAt(checksum, 'checksumValue')) ?? [],
  );
  return listInRow(hashes);
}

/** The types of SPDX 2 in the words of SPDX 3: `DEPENDS_ON` is `dependsOn`. */
function* relationshipsOf(value: unknown): Generator<RelationshipRow> {
  // Nearly all of a hundred thousand have one of a few types.
  let last = 'OTHER';
  let word = camelCase(last);
  for (const item of itemsAt(value, 'relationships')) {
    const from = textAt(item, 'spdxElementId');
    const to = textAt(item, 'relatedSpdxElement');
    if (from === undefined || to === undefined) continue;
    const type = textAt(item, 'relationshipType') ?? 'OTHER';
    if (type !== last) word = camelCase(type);
    last = type;
    yield { from, to, type: word };
  }
}

function camelCase(type: string): string {
  return type.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function* filesOf(value: unknown): Generator<FileRow> {
  const licences = licenceNames(value);
  for (const item of itemsAt(value, 'files')) {
    const expressions = [
      resolve(textAt(item, 'licenseConcluded'), licences),
      ...listAt(item, 'licenseInfoInFiles').map((text) =>
        typeof text === 'string' ? resolve(text, licences) : undefined,
      ),
    ];
    yield given<FileRow>({
      path: textAt(item, 'fileName') ?? textAt(item, 'SPDXID') ?? '',
      size: undefined,
      mode: undefined,
      type: 'file',
      link: undefined,
      hashes: hashesOf(item),
      licences: listInRow(licencesOf(expressions)),
    });
  }
}

type Names = ReadonlyMap<string, string>;

/** The names of the licences that the document defines itself, by their LicenseRef. */
function licenceNames(value: unknown): Names {
  const names = new Map<string, string>();
  for (const item of itemsAt(value, 'hasExtractedLicensingInfos')) {
    const id = textAt(item, 'licenseId');
    const name = said(textAt(item, 'name'));
    if (id !== undefined && name !== undefined) names.set(id, cleanText(name));
  }
  return names;
}

function resolve(expression: string | undefined, names: Names): string | undefined {
  if (expression === undefined || names.size === 0 || !expression.includes('LicenseRef-')) return expression;
  return expression.replace(/LicenseRef-[\w.-]{1,200}/g, (id) => names.get(id) ?? id);
}

function factsOf(value: unknown): SbomFacts {
  const creators = listAt(value, 'creationInfo', 'creators').filter((text) => typeof text === 'string');
  const withRole = (role: string) =>
    creators.filter((text) => text.startsWith(role)).map((text) => text.slice(role.length).trim());
  const { count: relationships, described } = scanRelationships(value);
  const name = textAt(value, 'name');
  return {
    tools: withRole('Tool:').map((tool) => tool.replace(/-(?=v?\d[\w.+-]*$)/, ' ')),
    authors: [...withRole('Person:'), ...withRole('Organization:')].map(withoutAddress),
    created: textAt(value, 'creationInfo', 'created'),
    described,
    describes: () => (name === undefined ? undefined : { name }),
    relationships,
    files: itemsAt(value, 'files').length,
  };
}

function scanRelationships(value: unknown): {
  readonly count: number;
  readonly described: ReadonlySet<unknown>;
} {
  const described = new Set<unknown>(itemsAt(value, 'documentDescribes'));
  let number = 0;
  for (const { from, to, type } of relationshipsOf(value)) {
    number++;
    if (type === 'describes' && from === 'SPDXRef-DOCUMENT') described.add(to);
    else if (type === 'describedBy' && to === 'SPDXRef-DOCUMENT') described.add(from);
  }
  return { count: number, described };
}

/** `Acme` of `Organization: Acme (mail@acme.example)`; undefined where nothing is said. */
function agentName(text: string | undefined): string | undefined {
  return said(withoutAddress(text?.replace(/^(?:Organization|Person|Tool):\s*/, '') ?? ''));
}

function withoutAddress(name: string): string {
  return name.replace(/\s*\([^()]{0,300}\)$/, '').trim();
}

function said(text: string | undefined): string | undefined {
  return text === undefined || /^(?:NOASSERTION|NONE|)$/.test(text.trim()) ? undefined : text;
}
