import type { AuditLogRow } from '#lib/server/plans/audit/audit-row';
import { parseAuditRow } from '#lib/server/plans/audit/audit-row';

/** The row of a line, by the place where it stands, whatever a line that was altered says of itself; none for no row. */
export function toAuditRow({
  row,
  line,
}: {
  readonly row: number;
  readonly line: string;
}): readonly AuditLogRow[] {
  const parsed = parseAuditRow(line);
  return parsed === undefined ? [] : [{ ...parsed, row }];
}
