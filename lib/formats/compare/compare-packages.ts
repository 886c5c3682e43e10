import { given } from '#lib/formats/documents/given';
import type { PackageRow } from '#lib/formats/documents/rows';
import { packageOfPurl } from '#lib/formats/findings/package-key';
import { formatLimits } from '#lib/formats/limits';
import type { PackageComparison, PackageDifference } from './comparison.ts';

/** What changed between the packages of two SBOMs. */
export type PackageChanges = Omit<PackageComparison, 'left' | 'right' | 'doubts'>;

/**
 * Compares two lists of packages by the purl without its version, or by their names where one list has no purls. Of a
 * package in several versions the versions are compared. Files that an SBOM lists as packages are left out.
 */
export function comparePackages(left: readonly PackageRow[], right: readonly PackageRow[]): PackageChanges {
  const byPurl = [left, right].every((rows) => rows.some(({ purl }) => purl !== undefined));
  const [lefts, rights] = [groupPackages(left, byPurl), groupPackages(right, byPurl)];
  const rows: PackageDifference[] = [];
  let same = 0;
  for (const key of new Set([...lefts.keys(), ...rights.keys()])) {
    const [before, after] = [lefts.get(key), rights.get(key)];
    const gone = without(before, after);
    const come = without(after, before);
    same += (after?.versions.length ?? 0) - come.length;
    if (gone.length + come.length === 0) continue;
    const { name = '', type } = after ?? before ?? {};
    const change = gone.length === 0 ? 'added' : come.length === 0 ? 'removed' : 'updated';
    rows.push(given<PackageDifference>({ change, name, type, left: gone, right: come }));
  }
  const count = (change: PackageDifference['change']) => rows.filter((row) => row.change === change).length;
  const leftOut = rows.length - formatLimits.comparedRowsMax;
  return given<PackageChanges>({
    added: count('added'),
    removed: count('removed'),
    updated: count('updated'),
    same,
    rows: rows.sort(byName).slice(0, formatLimits.comparedRowsMax),
    rowsLeftOut: leftOut > 0 ? leftOut : undefined,
  });
}

/** A package of one side with its versions; one without a version has an empty one. */
type Group = { readonly name: string; readonly type?: string; readonly versions: string[] };

function groupPackages(rows: readonly PackageRow[], byPurl: boolean): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    if (row.type === 'file') continue;
    const purl = row.purl === undefined ? undefined : packageOfPurl(row.purl);
    const full = purl?.names[0];
    const key = byPurl && full !== undefined ? `${purl?.type}/${full}` : row.name.toLowerCase();
    const version = row.version ?? purl?.version ?? '';
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, given<Group>({ name: row.name, type: purl?.type ?? row.type, versions: [version] }));
    // The same package in two places of one side is told once.
    else if (!group.versions.includes(version)) group.versions.push(version);
  }
  return groups;
}

function without(one: Group | undefined, other: Group | undefined): readonly string[] {
  return (one?.versions ?? []).filter((version) => !other?.versions.includes(version));
}

function byName(one: PackageDifference, other: PackageDifference): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return (one.type ?? '') < (other.type ?? '') ? -1 : 1;
}
