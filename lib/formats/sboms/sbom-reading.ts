import type { DocumentContext, DocumentReading, DocumentRows } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { normaliseLicence } from '#lib/formats/documents/licence';
import { titled } from '#lib/formats/documents/phrase';
import type { FileRow, PackageRow, RelationshipRow, ServiceRow } from '#lib/formats/documents/rows';
import type { SbomSummary } from '#lib/formats/documents/summaries';
import { formatLimits } from '#lib/formats/limits';
import { shorten } from '#lib/text/untrusted-text';

/** What an SBOM says once for all of it. */
export type SbomFacts = {
  readonly tools: readonly string[];
  readonly authors?: readonly string[] | undefined;
  readonly supplier?: string | undefined;
  readonly created?: string | undefined;
  /** The ids of what it describes: the first package of them is told. */
  readonly described?: ReadonlySet<unknown> | undefined;
  /** What it describes when that is none of its packages; may cost a pass. */
  readonly describes?: (() => SbomSummary['describes']) | undefined;
  readonly vulnerabilities?: number | undefined;
  /** Counts that are known without another pass over the rows. */
  readonly relationships?: number | undefined;
  readonly files?: number | undefined;
};

/** An SBOM as its reader found it: the long lists are gone through again each time somebody asks. */
export type SbomSource = {
  readonly format: string;
  readonly version?: string | undefined;
  /** How the title begins: `SPDX 2.3`. */
  readonly name: string;
  /** What the title counts. */
  readonly counted: () => string;
  readonly packages: () => Iterable<PackageRow>;
  /** How many packages there are, where that is known without a pass over them. */
  readonly listed?: (() => number) | undefined;
  readonly relationships?: (() => Iterable<RelationshipRow>) | undefined;
  readonly files?: (() => Iterable<FileRow>) | undefined;
  readonly services?: (() => Iterable<ServiceRow>) | undefined;
  readonly facts: () => SbomFacts;
  /** Parts beside those of every SBOM: the vulnerabilities of a BOM. */
  readonly rows?: DocumentRows | undefined;
  readonly problems?: readonly string[] | undefined;
};

/** An SBOM, understood. */
export function sbomReading(context: DocumentContext, source: SbomSource): DocumentReading {
  const { packages, listed, relationships, files, services, problems } = source;
  const rows = given<DocumentRows>({
    packages,
    relationships: unlessEmpty(relationships),
    files: unlessEmpty(files),
    services: unlessEmpty(services),
    ...source.rows,
  });
  return given<DocumentReading>({
    kind: 'sbom',
    format: source.format,
    version: source.version,
    title: titled(source.name, context, source.counted),
    summary: context.isWhole ? () => ({ of: 'sbom', ...summarise(source) }) : undefined,
    brief:
      context.isWhole && listed !== undefined
        ? () => ({ of: 'sbom', packages: listed(), licences: [], tools: [] })
        : undefined,
    made: context.isWhole ? () => source.facts().created : undefined,
    rows,
    problems: problems === undefined || problems.length === 0 ? undefined : problems,
  });
}

/** What is absent is not said, and an empty list says that there is none: only the summary tells the two apart. */
function unlessEmpty<Row>(rows: (() => Iterable<Row>) | undefined): (() => Iterable<Row>) | undefined {
  if (rows === undefined) return undefined;
  for (const _ of rows()) return rows;
  return undefined;
}

function summarise({ packages, relationships, files, services, facts }: SbomSource): SbomSummary {
  const { tools, authors = [], described = new Set(), ...told } = facts();
  const counted = summarisePackages(packages(), described);
  return given<SbomSummary>({
    ...counted,
    services: services === undefined ? undefined : countRows(services()),
    files: files === undefined ? undefined : (told.files ?? countRows(files())),
    relationships:
      relationships === undefined ? undefined : (told.relationships ?? countRows(relationships())),
    tools: tools.slice(0, formatLimits.listInRowMax).map(shorten),
    authors: authors.length === 0 ? undefined : authors.slice(0, formatLimits.listInRowMax).map(shorten),
    created: told.created,
    describes: counted.describes ?? told.describes?.(),
    vulnerabilities: told.vulnerabilities,
    supplier: told.supplier,
  });
}

/** Licences, types, and what is missing of the minimum elements (https://www.ntia.gov/page/software-bill-materials). */
function summarisePackages(packages: Iterable<PackageRow>, described: ReadonlySet<unknown>) {
  const lacking = { version: 0, licence: 0, supplier: 0, hash: 0, identifier: 0 };
  const licences = new Map<string, number>();
  const types = new Map<string, number>();
  let count = 0;
  let first: PackageRow | undefined;
  for (const row of packages) {
    count++;
    if (first === undefined && row.id !== undefined && described.has(row.id)) first = row;
    for (const expression of row.licences) addOne(licences, expression);
    if (row.type !== undefined) addOne(types, row.type);
    if (row.version === undefined) lacking.version++;
    if (row.licences.length === 0) lacking.licence++;
    if (row.supplier === undefined) lacking.supplier++;
    if (row.hashes === undefined) lacking.hash++;
    if (row.purl === undefined && row.cpes === undefined) lacking.identifier++;
  }
  return {
    packages: count,
    licences: mostFrequent(licences).map(([expression, number]) => ({ expression, count: number })),
    types:
      types.size === 0 ? undefined : mostFrequent(types).map(([type, number]) => ({ type, count: number })),
    lacking,
    describes:
      first === undefined ? undefined : given({ name: first.name, version: first.version, id: first.id }),
  };
}

// A hostile document has a licence of its own for each of a million packages.
function addOne(counts: Map<string, number>, word: string): void {
  const known = counts.get(word);
  if (known !== undefined || counts.size < formatLimits.licencesMax) counts.set(word, (known ?? 0) + 1);
}

function mostFrequent(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].toSorted(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
}

/** A list that a document may lack, when it is there; nothing can be said of one that is not. */
export function ifGiven<Row>(list: unknown, rows: () => Iterable<Row>): (() => Iterable<Row>) | undefined {
  return list === undefined ? undefined : rows;
}

/** How many rows there are; costs a pass. */
export function countRows(rows: Iterable<unknown>): number {
  let count = 0;
  for (const _ of rows) count++;
  return count;
}

/** The licences of a package, each once, as they are counted. */
export function licencesOf(expressions: readonly (string | undefined)[]): readonly string[] {
  const said: string[] = [];
  for (const expression of expressions) {
    const counted = expression === undefined ? undefined : normaliseLicence(expression);
    if (counted !== undefined && !said.includes(counted)) said.push(counted);
    if (said.length >= formatLimits.listInRowMax) break;
  }
  return said;
}

/** A list for a row: undefined when it is empty, and no longer than anybody reads. */
export function listInRow(texts: readonly string[]): readonly string[] | undefined {
  if (texts.length < 2) return texts.length === 0 ? undefined : texts;
  return [...new Set(texts)].slice(0, formatLimits.listInRowMax);
}

/** `sha256:…` of an algorithm by any of its names (`SHA-256`, `SHA256`, `checksumAlgorithm_sha256`) and its hexadecimal value. */
export function hashText(algorithm: string | undefined, value: string | undefined): string | undefined {
  if (algorithm === undefined || value === undefined) return undefined;
  return `${usualAlgorithms.get(algorithm) ?? algorithmName(algorithm)}:${value.toLowerCase()}`;
}

const usualAlgorithms: ReadonlyMap<string, string> = new Map([
  ['SHA256', 'sha256'],
  ['SHA-256', 'sha256'],
  ['sha256', 'sha256'],
  ['SHA1', 'sha1'],
  ['SHA-1', 'sha1'],
  ['SHA512', 'sha512'],
  ['SHA-512', 'sha512'],
]);

function algorithmName(algorithm: string): string {
  return algorithm
    .toLowerCase()
    .replace(/^.*[_#/](?=sha|md|blake|adler)/, '')
    .replace(/^sha[-_]?3[-_]?(?=\d{3})/, 'sha3-')
    .replace(/^sha[-_](?=[1-9]\d{0,2}$)/, 'sha')
    .replaceAll('_', '-');
}

/** The type in a package URL (https://github.com/package-url/purl-spec): `npm`; undefined without one. */
export function typeOfPurl(purl: string | undefined): string | undefined {
  return /^pkg:\/{0,2}([a-z][\w.+-]{0,40})\//i.exec(purl ?? '')?.[1]?.toLowerCase();
}

/** `@angular/core` of a group and a name; Maven writes a colon between them. */
export function nameWithGroup(group: string | undefined, name: string, purl: string | undefined): string {
  if (group === undefined || name.startsWith(`${group}/`)) return name;
  return purl?.startsWith('pkg:maven/') === true ? `${group}:${name}` : `${group}/${name}`;
}

/** The format of a document by what it was opened from: `spdx-yaml`. */
export function formatOfContainer(name: 'spdx' | 'cyclonedx', { container }: DocumentContext): string {
  return `${name}-${container === undefined || container === 'json-lines' ? 'json' : container}`;
}
