import {
  findingsOfBom,
  readBomVulnerabilities,
  statementsOfBom,
} from '#lib/formats/documents/cyclonedx-vulnerabilities';
import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import type { PackageRow, RelationshipRow, ServiceRow } from '#lib/formats/documents/rows';
import type { Items } from '#lib/formats/json/json-path';
import { at, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import type { SbomFacts } from './sbom-reading.ts';
import {
  countRows,
  formatOfContainer,
  hashText,
  ifGiven,
  licencesOf,
  listInRow,
  nameWithGroup,
  sbomReading,
  typeOfPurl,
} from './sbom-reading.ts';

/**
 * CycloneDX (https://cyclonedx.org/docs/1.6/json/) in the shape of its JSON, which its XML and protobuf are turned into.
 * One that holds vulnerabilities and no components or services is a report, or VEX
 * once somebody has judged them.
 */
export function readCycloneDx(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (textAt(value, 'bomFormat') !== 'CycloneDX' && !isUnnamedBom(value)) return undefined;
  const format = formatOfContainer('cyclonedx', context);
  const version = textAt(value, 'specVersion');
  const name = `CycloneDX ${cleanText(version ?? '', 12)}`.trimEnd();
  const components = context.isWhole ? countRows(componentsOf(value)) : 0;
  const services = context.isWhole ? countRows(servicesOf(value)) : 0;
  if (context.isWhole && components + services === 0) {
    const judged = readBomVulnerabilities(value, name, format, context);
    if (judged !== undefined) return judged;
  }
  const vulnerabilities = itemsAt(value, 'vulnerabilities').length;
  return sbomReading(context, {
    format,
    version,
    name,
    counted: () => describeLists(value, components, services),
    packages: () => packagesOf(value),
    listed: () => components,
    relationships: ifGiven(at(value, 'dependencies') ?? (components > 0 ? [] : undefined), () =>
      relationshipsOf(value),
    ),
    services: ifGiven(at(value, 'services'), () => serviceRows(value)),
    facts: () => factsOf(value, vulnerabilities),
    rows:
      vulnerabilities === 0 ? undefined : { findings: () => findingsOfBom(value), ...statementsPart(value) },
    problems: incompleteParts(value),
  });
}

// Some tools leave out what it calls itself.
function isUnnamedBom(value: unknown): boolean {
  return (
    /^https?:\/\/cyclonedx\.org\/schema\/bom/.test(textAt(value, '$schema') ?? '') &&
    at(value, 'specVersion') !== undefined
  );
}

function statementsPart(value: unknown) {
  for (const _ of statementsOfBom(value)) return { statements: () => statementsOfBom(value) };
  return {};
}

/** `12 components, 3 services`, else what it holds instead of them. */
function describeLists(value: unknown, components: number, services: number): string {
  const lists = [
    components > 0 ? count(components, 'component') : undefined,
    services > 0 ? count(services, 'service') : undefined,
  ].filter((part) => part !== undefined);
  if (lists.length > 0) return lists.join(', ');
  const declared = [
    counted(listAt(value, 'declarations', 'attestations'), 'attestation'),
    counted(listAt(value, 'declarations', 'claims'), 'claim'),
    counted(listAt(value, 'definitions', 'standards'), 'standard'),
    counted(listAt(value, 'formulation'), 'formula'),
    counted(listAt(value, 'annotations'), 'annotation'),
  ].filter((part) => part !== undefined);
  if (declared.length > 0) return declared.join(', ');
  if (at(value, 'declarations') !== undefined) return 'declarations';
  const subject = textAt(value, 'metadata', 'component', 'name');
  return subject === undefined ? '0 components' : `${cleanText(subject, 40)} without components`;
}

function counted(list: readonly unknown[], noun: string): string | undefined {
  return list.length === 0 ? undefined : count(list.length, noun);
}

type Placed = { readonly item: unknown; readonly parent: string | undefined };

/** Everything in lists of one name, however deep, each with the reference of what holds it. */
function* nested(list: Items, name: string, holder: string | undefined): Generator<Placed> {
  const waiting: { readonly items: Items; readonly parent: string | undefined }[] = [
    { items: list, parent: holder },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const item of next.items) {
      yield { item, parent: next.parent };
      const inner = itemsAt(item, name);
      if (inner.length > 0) waiting.push({ items: inner, parent: refOf(item) });
    }
  }
}

/** The components without the one that the BOM is about, but with what that one holds. */
function* componentsOf(value: unknown): Generator<Placed> {
  yield* nested(itemsAt(value, 'components'), 'components', undefined);
  const subject = at(value, 'metadata', 'component');
  yield* nested(itemsAt(subject, 'components'), 'components', refOf(subject));
}

function servicesOf(value: unknown): Generator<Placed> {
  return nested(itemsAt(value, 'services'), 'services', undefined);
}

function refOf(item: unknown): string | undefined {
  return textAt(item, 'bom-ref');
}

function* packagesOf(value: unknown): Generator<PackageRow> {
  for (const { item } of componentsOf(value)) {
    const purl = textAt(item, 'purl');
    const name = textAt(item, 'name') ?? refOf(item) ?? purl ?? '';
    yield given<PackageRow>({
      name: nameWithGroup(textAt(item, 'group'), name, purl),
      version: textAt(item, 'version'),
      purl,
      type: textAt(item, 'type') ?? typeOfPurl(purl),
      licences: licencesOf(
        choicesOf(
          listAt(item, 'licenses').length > 0 ? at(item, 'licenses') : at(item, 'evidence', 'licenses'),
        ),
      ),
      supplier: supplierOf(item),
      hashes: hashesOf(item),
      scope: textAt(item, 'scope'),
      cpes: listInRow([textAt(item, 'cpe')].filter((cpe) => cpe !== undefined)),
      id: refOf(item),
      locations: listInRow(locationsOf(item)),
      description: textAt(item, 'description') ?? cryptoOf(item),
    });
  }
}

/** https://cyclonedx.org/docs/1.6/json/#components_items_licenses: a list of choices; 1.0 had them without a wrapper. */
function choicesOf(choices: unknown): readonly (string | undefined)[] {
  return (Array.isArray(choices) ? choices : []).map(
    (choice) =>
      textAt(choice, 'expression') ??
      textAt(choice, 'license', 'id') ??
      textAt(choice, 'license', 'name') ??
      textAt(choice, 'id') ??
      textAt(choice, 'name') ??
      expandedExpression(choice),
  );
}

// 1.7 may give the details of an expression beside it.
function expandedExpression(choice: unknown): string | undefined {
  return textAt(choice, 'license', 'expression') ?? textAt(choice, 'license', 'url');
}

function supplierOf(item: unknown): string | undefined {
  const author = at(item, 'authors', 0);
  return (
    textAt(item, 'supplier', 'name') ??
    textAt(item, 'manufacturer', 'name') ??
    textAt(item, 'publisher') ??
    textAt(author, 'name') ??
    textAt(item, 'author')
  );
}

function hashesOf(item: unknown): readonly string[] | undefined {
  return listInRow(
    listAt(item, 'hashes').flatMap((hash) => hashText(textAt(hash, 'alg'), textAt(hash, 'content')) ?? []),
  );
}

// Trivy and Syft wrote the places into properties before 1.5 had occurrences.
const locationProperty =
  /^(?:aquasecurity:trivy:FilePath|syft:location:\d{1,4}:path|SrcFile|cdx:npm:package:path)$/;

function locationsOf(item: unknown): readonly string[] {
  const occurrences = listAt(item, 'evidence', 'occurrences').flatMap((one) => {
    const location = textAt(one, 'location');
    const line = at(one, 'line');
    return location === undefined ? [] : typeof line === 'number' ? `${location}:${line}` : location;
  });
  const properties = listAt(item, 'properties').flatMap((property) =>
    locationProperty.test(textAt(property, 'name') ?? '') ? (textAt(property, 'value') ?? []) : [],
  );
  return [...occurrences, ...properties];
}

/** What kind of cryptography an asset is: `algorithm`, `certificate` (CBOM). */
function cryptoOf(item: unknown): string | undefined {
  const asset = textAt(item, 'cryptoProperties', 'assetType');
  const primitive = textAt(item, 'cryptoProperties', 'algorithmProperties', 'primitive');
  return primitive === undefined ? asset : `${asset ?? 'algorithm'} (${primitive})`;
}

function* relationshipsOf(value: unknown): Generator<RelationshipRow> {
  for (const item of itemsAt(value, 'dependencies')) {
    const from = textAt(item, 'ref');
    if (from === undefined) continue;
    for (const to of listAt(item, 'dependsOn'))
      if (typeof to === 'string') yield { from, to, type: 'dependsOn' };
    for (const to of listAt(item, 'provides'))
      if (typeof to === 'string') yield { from, to, type: 'provides' };
  }
  for (const { item, parent } of componentsOf(value)) {
    const to = refOf(item);
    if (parent !== undefined && to !== undefined) yield { from: parent, to, type: 'contains' };
  }
}

function* serviceRows(value: unknown): Generator<ServiceRow> {
  for (const { item } of servicesOf(value)) {
    yield given<ServiceRow>({
      name: nameWithGroup(textAt(item, 'group'), textAt(item, 'name') ?? refOf(item) ?? '', undefined),
      version: textAt(item, 'version'),
      provider: textAt(item, 'provider', 'name'),
      endpoints:
        listInRow(listAt(item, 'endpoints').filter((endpoint) => typeof endpoint === 'string')) ?? [],
      id: refOf(item),
    });
  }
}

function factsOf(value: unknown, vulnerabilities: number): SbomFacts {
  const metadata = at(value, 'metadata');
  const subject = at(metadata, 'component');
  const name = textAt(subject, 'name');
  return {
    tools: toolsOf(at(metadata, 'tools')),
    authors: listAt(metadata, 'authors').flatMap(
      (author) => textAt(author, 'name') ?? textAt(author, 'email') ?? [],
    ),
    supplier:
      textAt(metadata, 'supplier', 'name') ??
      textAt(metadata, 'manufacturer', 'name') ??
      textAt(metadata, 'manufacture', 'name'),
    created: textAt(metadata, 'timestamp'),
    describes: () =>
      name === undefined
        ? undefined
        : given({
            name: nameWithGroup(textAt(subject, 'group'), name, textAt(subject, 'purl')),
            version: textAt(subject, 'version'),
            id: refOf(subject),
          }),
    vulnerabilities: at(value, 'vulnerabilities') === undefined ? undefined : vulnerabilities,
  };
}

/** Until 1.4 a list of tools, since 1.5 components and services. */
function toolsOf(tools: unknown): readonly string[] {
  const listed = Array.isArray(tools)
    ? tools
    : [...listAt(tools, 'components'), ...listAt(tools, 'services')];
  return listed.flatMap((tool) => {
    const name = textAt(tool, 'name') ?? textAt(tool, 'vendor');
    const version = textAt(tool, 'version');
    return name === undefined ? [] : version === undefined ? name : `${name} ${version}`;
  });
}

/** What the author says is not complete (https://cyclonedx.org/docs/1.6/json/#compositions). */
function incompleteParts(value: unknown): readonly string[] {
  const isIncomplete = listAt(value, 'compositions').some(
    (composition) => textAt(composition, 'aggregate')?.startsWith('incomplete') === true,
  );
  return isIncomplete ? ['Its author says that it is incomplete.'] : [];
}
