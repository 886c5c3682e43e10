import { inventoryNote } from '#lib/api/client/stream-coverage';
import type { AuditRow } from '#lib/audit/audit';

/** A line of the matrix; one that names a repository has no row. */
export type SeenItem = { readonly type: string; readonly row?: AuditRow };

/** The references of artifacts between two lines that are known from a scan alone. */
export function scannedInSight(items: readonly SeenItem[], first: number, last: number): readonly string[] {
  return items
    .slice(first, last + 1)
    .flatMap(({ type, row }) => (type === 'row' && row !== undefined ? [row] : []))
    .filter(({ notes = [] }) => notes.includes(inventoryNote))
    .map(({ reference }) => reference);
}
