import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { firstHash, hashRow, parseAuditRow } from '#lib/server/audit/audit-row';
import type { AuditHead } from '#lib/server/audit/audit-table';
import { auditTableName, lastRow } from '#lib/server/audit/audit-table';

/** What became of the log: whole, or the first line with which something is wrong, and what. */
export type AuditVerdict =
  | { readonly isWhole: true; readonly rows: number }
  | { readonly isWhole: false; readonly line: number; readonly reason: string };

/**
 * Reads `audit.jsonl` of a data folder from the first line to the last: a line that was altered, left out or moved no
 * longer fits the hash after it, and lines cut off at the end are missed by the table beside it.
 */
export async function verifyAudit(folder: string): Promise<AuditVerdict> {
  let hash = firstHash;
  let line = 0;
  const input = createReadStream(join(folder, 'audit.jsonl'), 'utf8');
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const row = parseAuditRow(text);
    if (row === undefined) return { isWhole: false, line, reason: 'The line is no row of an audit log.' };
    if (row.row !== line) {
      const reason = `Row ${line} is missing or not in its place: row ${row.row} stands here.`;
      return { isWhole: false, line, reason };
    }
    if (row.hash !== hashRow(hash, row)) {
      const reason = 'The row was altered, or a row before it: its hash does not fit.';
      return { isWhole: false, line, reason };
    }
    hash = row.hash;
  }
  const last = readHead(join(folder, auditTableName));
  if (last !== undefined && last.row > line)
    return { isWhole: false, line: line + 1, reason: `${last.row - line} rows are missing at the end.` };
  if (last !== undefined && last.row === line && last.hash !== hash)
    return { isWhole: false, line, reason: 'The rows are others than those that were written.' };
  return { isWhole: true, rows: line };
}

function readHead(path: string): AuditHead | undefined {
  if (!existsSync(path)) return undefined;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return lastRow(database);
  } finally {
    database.close();
  }
}
