import { given } from '#lib/formats/documents/given';
import type { Severity } from '#lib/formats/documents/rows';
import { severityRank } from '#lib/formats/documents/severity';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import { packageOfPurl } from '#lib/formats/findings/package-key';
import { countSeverities } from '#lib/formats/findings/severity-counts';
import { formatLimits } from '#lib/formats/limits';
import type { FindingComparison, FindingDifference } from './comparison.ts';

/** What changed between the findings of two artifacts. */
export type FindingChanges = Omit<FindingComparison, 'doubts'>;

/**
 * Compares two lists of findings by vulnerability and package, whatever the version: a package that was updated and is
 * still vulnerable has gained nothing. What is open on one side alone has come or gone, also where VEX excuses it on the
 * other.
 */
export function compareFindings(
  left: readonly JoinedFinding[],
  right: readonly JoinedFinding[],
): FindingChanges {
  const [lefts, rights] = [byKey(left), byKey(right)];
  const rows: FindingDifference[] = [];
  const added: Severity[] = [];
  const removed: Severity[] = [];
  let same = 0;
  for (const key of new Set([...lefts.keys(), ...rights.keys()])) {
    const [before, after] = [lefts.get(key), rights.get(key)];
    const wasOpen = before?.state === 'open';
    const isOpen = after?.state === 'open';
    if (isOpen && !wasOpen) added.push(after.severity);
    if (wasOpen && !isOpen) removed.push(before.severity);
    if (wasOpen && isOpen) same += 1;
    const change = changeOf(before, after);
    if (change !== undefined) rows.push(given<FindingDifference>({ change, left: before, right: after }));
  }
  const leftOut = rows.length - formatLimits.comparedRowsMax;
  return given<FindingChanges>({
    added: countSeverities(added),
    removed: countSeverities(removed),
    same,
    rows: rows.sort(gravestFirst).slice(0, formatLimits.comparedRowsMax),
    rowsLeftOut: leftOut > 0 ? leftOut : undefined,
  });
}

function changeOf(
  before: JoinedFinding | undefined,
  after: JoinedFinding | undefined,
): FindingDifference['change'] | undefined {
  const wasOpen = before?.state === 'open';
  const isOpen = after?.state === 'open';
  if (isOpen && !wasOpen) return 'added';
  if (wasOpen && !isOpen) return 'removed';
  if (!wasOpen || !isOpen) return undefined;
  return before.severity === after.severity && before.vex?.status === after.vex?.status
    ? undefined
    : 'changed';
}

/** A finding of several versions of a package is open when one of them is. */
function byKey(findings: readonly JoinedFinding[]): ReadonlyMap<string, JoinedFinding> {
  const found = new Map<string, JoinedFinding>();
  for (const finding of findings) {
    const key = `${finding.vulnerability} ${packageOf(finding)}`;
    const known = found.get(key);
    if (known === undefined || (known.state !== 'open' && finding.state === 'open')) found.set(key, finding);
  }
  return found;
}

function packageOf({ package: found }: JoinedFinding): string {
  const purl = found?.purl === undefined ? undefined : packageOfPurl(found.purl);
  // The last part alone: one tool writes the group of a package, another does not.
  return purl === undefined ? (found?.name.toLowerCase() ?? '') : (purl.names[1] ?? purl.names[0]);
}

function gravestFirst(one: FindingDifference, other: FindingDifference): number {
  const [first, second] = [one.right ?? one.left, other.right ?? other.left];
  if (first === undefined || second === undefined) return 0;
  return (
    severityRank(first.severity) - severityRank(second.severity) ||
    (first.vulnerability < second.vulnerability ? 1 : -1)
  );
}
