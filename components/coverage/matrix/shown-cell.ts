import type { AuditQuery } from '#components/coverage/stream/audit-query.ts';
import { readableQuery } from '#components/ui/readable-query.ts';
import type { AuditPlatform, AuditRow, EvidenceName } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';

/** The cell whose evidence is shown: of an artifact, or of one of its platforms; without evidence the whole row. */
export type ShownCell = {
  readonly row: AuditRow;
  readonly evidence?: EvidenceName;
  readonly platform?: AuditPlatform;
};

/** The cell that an address names among these rows; undefined for none. */
export function readCell(
  search: string,
  { ref }: Pick<AuditQuery, 'ref'>,
  rows: Iterable<AuditRow>,
): ShownCell | undefined {
  const query = new URLSearchParams(search);
  const artifact = query.get('artifact');
  if (artifact === null) return undefined;
  const row = [...rows].find((one) => shortName(one, ref) === artifact);
  if (row === undefined) return undefined;
  const evidence = evidenceNames.find((name) => name === query.get('cell'));
  const platform = row.platforms.find((one) => one.platform === query.get('on'));
  return {
    row,
    ...(evidence === undefined ? {} : { evidence }),
    ...(platform === undefined ? {} : { platform }),
  };
}

/** The query of an address with another cell, or none. */
export function writeCell(
  search: string,
  { ref }: Pick<AuditQuery, 'ref'>,
  cell: ShownCell | undefined,
): string {
  const query = new URLSearchParams(search);
  for (const key of ['artifact', 'cell', 'on']) query.delete(key);
  if (cell !== undefined) query.set('artifact', shortName(cell.row, ref));
  if (cell?.evidence !== undefined) query.set('cell', cell.evidence);
  if (cell?.platform !== undefined) query.set('on', cell.platform.platform);
  return readableQuery(query);
}

/** What an artifact is called within what is audited: `1.2`, `@sha256:…`, in a registry `acme/web:1.2`. */
function shortName({ reference }: AuditRow, ref: string): string {
  return reference.startsWith(ref) ? reference.slice(ref.length).replace(/^[:/]/, '') : reference;
}
