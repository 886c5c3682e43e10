import type { AuditChange, AuditChangeKind } from '#lib/audit/audit-change';
import { auditChangeKinds } from '#lib/audit/audit-change';

/** How a heading calls each kind of change, and whether it is good, bad or neither. */
export const changeTitles = {
  'newly-unsigned': ['Newly unsigned', 'bad'],
  'newly-failing': ['Newly failing', 'bad'],
  'newly-critical': ['Newly critical', 'bad'],
  'not-determined': ['Unknown now', 'open'],
  'newly-known': ['No longer unknown', 'open'],
  fixed: ['Fixed', 'good'],
  new: ['New', 'open'],
  gone: ['Gone', 'open'],
} as const satisfies Record<AuditChangeKind, readonly [title: string, look: 'bad' | 'good' | 'open']>;

/** The changes by kind, what is worse first; without the kinds that have none. */
export function groupChanges(
  changes: readonly AuditChange[],
): readonly { readonly kind: AuditChangeKind; readonly changes: readonly AuditChange[] }[] {
  const byKind = Map.groupBy(changes, ({ kind }) => kind);
  return auditChangeKinds.flatMap((kind) => {
    const list = byKind.get(kind);
    return list === undefined ? [] : [{ kind, changes: list }];
  });
}

/** What changed in one line: `2 newly unsigned, 1 fixed, 12 the same`. */
export function changesLine(changes: readonly AuditChange[], same: number): string {
  const groups = groupChanges(changes).map(
    (group) => `${group.changes.length.toLocaleString('en')} ${changeTitles[group.kind][0].toLowerCase()}`,
  );
  const rest = `${same.toLocaleString('en')} the same`;
  return [...(groups.length === 0 ? ['Nothing changed'] : groups), rest].join(', ');
}
