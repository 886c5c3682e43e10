import { inSlices } from '#lib/async/slices';
import { given } from '#lib/formats/documents/given';
import type { FindingRow, Severity } from '#lib/formats/documents/rows';
import { graver } from '#lib/formats/documents/severity';
import { formatLimits } from '#lib/formats/limits';
import type { Digest } from '#lib/oci/digest';
import type { ReportEvidence } from './evidence.ts';
import type { FoundPackage } from './joined-findings.ts';
import type { PackageKeys } from './package-key.ts';
import { packageKeys } from './package-key.ts';
import { createVulnerabilityNames } from './vulnerability-names.ts';

/** A vulnerability in a package, as several tools tell it. */
export type MergedFinding = {
  readonly vulnerability: string;
  readonly aliases: ReadonlySet<string>;
  readonly package?: FoundPackage;
  readonly fixedIn: ReadonlySet<string>;
  readonly about: ReadonlySet<Digest>;
  /** The gravest severity by tool. */
  readonly tools: ReadonlyMap<string, Severity>;
  /** Whether a tool counts it; otherwise all leave it out. */
  readonly isOpen: boolean;
  readonly score?: number;
  readonly title?: string;
  readonly url?: string;
  readonly location?: string;
};

/** A finding as a report lists it. */
export type ListedFinding = { readonly report: ReportEvidence; readonly row: FindingRow };

/** The same vulnerability in the same package is one, whoever found it and however it is called. */
export async function mergeFindings(listed: readonly ListedFinding[]): Promise<readonly MergedFinding[]> {
  const names = createVulnerabilityNames();
  for await (const slice of inSlices(listed)) for (const { row } of slice) names.learn(row.id, row.aliases);
  const table = createTable();
  // What says most of its package comes first: what says less is then found to be the same.
  const steps: readonly Placed[][] = [[], [], [], []];
  for await (const slice of inSlices(listed, mergedAtOnce)) {
    for (const one of slice) {
      const vulnerabilities = names.nameOf(one.row.id, one.row.aliases);
      const keys = packageKeys(one.row);
      steps[vulnerabilities.length > 1 ? 3 : precision(keys)]?.push({ ...one, vulnerabilities, keys });
    }
  }
  for await (const slice of inSlices(steps.flat(), mergedAtOnce))
    for (const placed of slice) table.add(placed);
  return table.rows;
}

// A few milliseconds of work.
const mergedAtOnce = 100;

/** `steps` by how exactly a package is named. */
function precision({ purl, named, names }: PackageKeys): number {
  if (purl !== undefined) return 0;
  if (named.length > 0) return 1;
  return names.length > 0 ? 2 : 3;
}

type Placed = ListedFinding & { readonly vulnerabilities: readonly string[]; readonly keys: PackageKeys };

type Draft = {
  -readonly [Name in keyof MergedFinding]: MergedFinding[Name] extends ReadonlySet<infer Item>
    ? Set<Item>
    : MergedFinding[Name] extends ReadonlyMap<infer Key, infer Value>
      ? Map<Key, Value>
      : MergedFinding[Name];
} & { hasPurl: boolean };

type Table = { readonly rows: readonly MergedFinding[]; readonly add: (placed: Placed) => void };

// The key of a finding that names no package.
const withoutPackage = '-';

function createTable(): Table {
  const rows: Draft[] = [];
  const byKey = new Map<string, Draft>();
  const byVulnerability = new Map<string, Draft[]>();

  const find = (vulnerability: string, { purl, named, names }: PackageKeys): readonly Draft[] => {
    const at = (key: string) => byKey.get(`${vulnerability} ${key}`);
    const exact = purl === undefined ? undefined : at(purl);
    if (exact !== undefined) return [exact];
    const alike = (named.length > 0 ? named : names.map((name) => `${name}@`)).map(at).find(isFound);
    // Two purls that differ are two packages, whatever their names are.
    if (alike !== undefined && (purl === undefined || !alike.hasPurl)) return [alike];
    if (names.length > 0) return [];
    const all = byVulnerability.get(vulnerability) ?? [];
    const bare = at(withoutPackage);
    // A hostile report could make each of its findings join every other.
    if (bare !== undefined) return [bare];
    return all.length > formatLimits.joinedPackagesMax ? [] : all;
  };

  const insert = (vulnerability: string, { row, keys }: Placed): Draft => {
    const draft = newDraft(vulnerability === row.id.toUpperCase() ? row.id : vulnerability, row);
    rows.push(draft);
    const bare = keys.names.length === 0 ? [withoutPackage] : [];
    const own = [keys.purl, ...keys.named, ...keys.names.map((name) => `${name}@`), ...bare].filter(isFound);
    for (const key of own) {
      const full = `${vulnerability} ${key}`;
      if (!byKey.has(full)) byKey.set(full, draft);
    }
    const alike = byVulnerability.get(vulnerability) ?? [];
    byVulnerability.set(vulnerability, alike);
    alike.push(draft);
    return draft;
  };

  return {
    rows,
    add: (placed) => {
      const { vulnerabilities, keys, row } = placed;
      const known = vulnerabilities.flatMap((one) => find(one, keys));
      const [only = row.id.toUpperCase()] = vulnerabilities.length === 1 ? vulnerabilities : [];
      const own = known.length > 0 ? known : find(only, keys);
      for (const draft of own.length > 0 ? own : [insert(only, placed)]) addTo(draft, placed);
    },
  };
}

function newDraft(vulnerability: string, row: FindingRow): Draft {
  const { package: name, version, purl } = row;
  return {
    vulnerability,
    aliases: new Set(),
    ...(name === undefined ? {} : { package: given<FoundPackage>({ name, version, purl }) }),
    fixedIn: new Set(),
    about: new Set(),
    tools: new Map(),
    isOpen: false,
    hasPurl: purl !== undefined,
  };
}

function addTo(draft: Draft, { row, report: { tool, about }, vulnerabilities }: Placed): void {
  // The other names of an advisory that covers several vulnerabilities are names of the others.
  const names = vulnerabilities.length > 1 && draft.tools.size > 0 ? [row.id] : [row.id, ...row.aliases];
  for (const name of names)
    if (name.toUpperCase() !== draft.vulnerability.toUpperCase()) draft.aliases.add(name);
  for (const version of row.fixedIn) draft.fixedIn.add(version);
  for (const digest of about) draft.about.add(digest);
  draft.tools.set(tool, graver(row.severity, draft.tools.get(tool) ?? row.severity));
  draft.isOpen ||= row.state === 'open';
  const { score, title, url, location } = row;
  if (score !== undefined) draft.score = Math.max(draft.score ?? 0, score);
  if (title !== undefined) draft.title ??= title;
  if (url !== undefined) draft.url ??= url;
  if (location !== undefined) draft.location ??= location;
}

function isFound<T>(value: T | undefined): value is T {
  return value !== undefined;
}
