import type { AuditRow, EvidenceCell } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { shorten } from '#lib/text/untrusted-text';
import { isUndetermined } from './filter-rows.ts';

/** A reason for which something is not determined, and the artifacts that have it. */
export type OpenReason = { readonly reason: string; readonly rows: readonly AuditRow[] };

/** The artifacts of which something is not determined, by their first reason, the reason of most of them first. */
export function openReasonsOf(rows: readonly AuditRow[]): readonly OpenReason[] {
  const groups = Map.groupBy(rows.filter(isUndetermined), reasonOf);
  return [...groups]
    .map(([reason, own]) => ({ reason, rows: own }))
    .toSorted((one, other) => other.rows.length - one.rows.length);
}

function reasonOf({ evidence, why }: AuditRow): string {
  const cells = evidenceNames.map((name): EvidenceCell => evidence[name]);
  const open =
    cells.find(({ state }) => state === 'unknown') ?? cells.find(({ state }) => state === 'cannot-check');
  const text =
    open?.reason ?? cells.find(({ doubt }) => doubt !== undefined)?.doubt ?? why[0] ?? 'no reason is known';
  return shorten(text).replace(/\.$/, '');
}
