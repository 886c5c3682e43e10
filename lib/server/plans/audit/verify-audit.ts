import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { firstHash, hashRow, parseAuditRow } from './audit-row.ts';
import type { AuditHead } from './audit-table.ts';
import { auditTableName, lastRow } from './audit-table.ts';

/** The first line with which something is wrong, from 1, and what. */
export type AuditBreak = { readonly line: number; readonly reason: string };

/** What became of the log: whole, with so many rows, or broken. */
export type AuditVerdict =
  | { readonly isWhole: true; readonly rows: number }
  | ({ readonly isWhole: false } & AuditBreak);

/**
 * Reads `audit.jsonl` of a data folder from the first line to the last: a line that was altered, left out or moved no
 * longer fits the hash after it, and lines cut off at the end are missed by the table beside it. The hash has no key:
 * whoever can write both files can make a chain anew.
 */
export async function verifyAudit(folder: string): Promise<AuditVerdict> {
  const path = join(folder, 'audit.jsonl');
  const last = readHead(join(folder, auditTableName));
  return await verifyLines(existsSync(path) ? linesOf(path) : [], last);
}

/** The same of the log in a file that is open: what is added behind `last` meanwhile is left out. */
export async function verifyUntil(path: string, last: AuditHead): Promise<AuditVerdict> {
  return await verifyLines(last.bytes === 0 ? [] : linesOf(path, last.bytes - 1), last);
}

/**
 * The same of lines from wherever they are kept; `last` is the row that must be the last one, and `before` the one in front
 * of the first line, which was verified already.
 */
export async function verifyLines(
  lines: AsyncIterable<string> | Iterable<string>,
  last: Pick<AuditHead, 'row' | 'hash'> | undefined,
  before: Pick<AuditHead, 'row' | 'hash'> = { row: 0, hash: firstHash },
): Promise<AuditVerdict> {
  let { row: line, hash } = before;
  for await (const text of lines) {
    line += 1;
    const row = parseAuditRow(text);
    if (row === undefined) return { isWhole: false, line, reason: 'The line is not a row of an audit log.' };
    if (row.row !== line) {
      const reason = `Row ${line} is missing or not in its place: row ${row.row} stands here.`;
      return { isWhole: false, line, reason };
    }
    if (row.hash !== hashRow(hash, row)) {
      const reason = 'This row or one before it was altered: its hash does not match.';
      return { isWhole: false, line, reason };
    }
    hash = row.hash;
  }
  if (last !== undefined && last.row > line)
    return { isWhole: false, line: line + 1, reason: missing(last.row - line) };
  if (last !== undefined && last.row === line && last.hash !== hash)
    return { isWhole: false, line, reason: 'The rows are not the rows that were written.' };
  return { isWhole: true, rows: line };
}

function linesOf(path: string, end = Number.POSITIVE_INFINITY): AsyncIterable<string> {
  const input = createReadStream(path, { encoding: 'utf8', end });
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

function missing(rows: number): string {
  return rows === 1 ? '1 row is missing at the end.' : `${rows} rows are missing at the end.`;
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
