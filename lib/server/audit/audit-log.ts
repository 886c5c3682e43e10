import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEvent } from '#lib/server/audit/audit-row';
import { hashRow, parseAuditRow } from '#lib/server/audit/audit-row';
import type { AuditHead } from '#lib/server/audit/audit-table';
import { openAuditTable } from '#lib/server/audit/audit-table';
import { inTransaction } from '#lib/server/changes/journal/open-database';

/** What was changed through this server, and by whom. Rows are only ever added. */
export type AuditLog = {
  /** Has all of them on the disk when it returns; throws when that cannot be: then what they tell of must not happen. */
  readonly append: (events: readonly AuditEvent[]) => void;
  readonly close: () => void;
};

/**
 * Opens `audit.jsonl` and the table `audit.db` beside it in a folder. The lines are what is kept and shipped elsewhere;
 * the table answers questions, and knows how many lines there must be.
 */
export function openAuditLog(folder: string, now: () => string = () => new Date().toISOString()): AuditLog {
  const file = openSync(join(folder, 'audit.jsonl'), 'a+', 0o600);
  const { database, insert, last } = openAuditTable(folder);
  let head: AuditHead = last();
  for (const line of linesAfter(file, head)) {
    const row = parseAuditRow(line);
    if (row === undefined || row.hash !== hashRow(head.hash, row)) break;
    head = { row: row.row, hash: row.hash, bytes: head.bytes + Buffer.byteLength(line) + 1 };
    insert(row, head.bytes);
  }
  return {
    append: (events) => {
      const size = fstatSync(file).size;
      let { row, hash, bytes } = { ...head, bytes: size };
      const rows = events.map((event) => {
        const told = { row: ++row, time: now(), ...event };
        hash = hashRow(hash, told);
        const line = `${JSON.stringify({ ...told, hash })}\n`;
        bytes += Buffer.byteLength(line);
        return { line, row: { ...told, hash }, bytes };
      });
      try {
        writeSync(file, rows.map(({ line }) => line).join(''));
        fsyncSync(file);
        inTransaction(database, () => {
          for (const added of rows) insert(added.row, added.bytes);
        });
      } catch (error) {
        // A part of a line would break the chain for good.
        ftruncateSync(file, size);
        throw error;
      }
      head = { row, hash, bytes };
    },
    close: () => {
      closeSync(file);
      database.close();
    },
  };
}

/** Lines of which the table does not know: the process was killed between the two. A part of a line is cut off. */
function linesAfter(file: number, { bytes }: AuditHead): readonly string[] {
  const size = fstatSync(file).size;
  if (size <= bytes) return [];
  const rest = Buffer.alloc(size - bytes);
  readSync(file, rest, 0, rest.length, bytes);
  const whole = rest.lastIndexOf('\n') + 1;
  if (whole < rest.length) ftruncateSync(file, bytes + whole);
  return rest.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
}
