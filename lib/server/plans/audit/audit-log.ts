import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGroupCommit } from '#lib/async/group-commit';
import { inTransaction, rememberDatabase } from '#lib/server/platform/open-database';
import { rememberFile } from '#lib/server/platform/same-file';
import { StoreError } from '#lib/server/platform/store-error';
import type { AuditFilter, AuditPart } from './audit-filter.ts';
import type { AuditLogEvent, AuditLogRow } from './audit-row.ts';
import { hashRow, nextRow, parseAuditRow } from './audit-row.ts';
import type { AuditHead } from './audit-table.ts';
import { auditTableName, openAuditTable } from './audit-table.ts';
import type { AuditVerdict } from './verify-audit.ts';
import { verifyUntil } from './verify-audit.ts';

/** What was changed through this server, and by whom. Rows are only ever added. Any implementation passes `describeAuditLog`. */
export type AuditLog = {
  /**
   * Has all of them on the disk when it resolves; rejects when that cannot be, and then none of them is in the log: what
   * they tell of must not happen.
   */
  readonly append: (events: readonly AuditLogEvent[]) => Promise<void>;
  /** The rows that a filter names, the newest first. */
  readonly find: (filter: AuditFilter, part: AuditPart) => Promise<readonly AuditLogRow[]>;
  /** How many rows a filter names, counted up to `max` and no further. */
  readonly count: (filter: AuditFilter, max: number) => Promise<number>;
  /** Reads the whole log, without what is added meanwhile. */
  readonly verify: () => Promise<AuditVerdict>;
  /** Reads on from where the log was found whole before; undefined where it is always read from its beginning. */
  readonly verifyNew?: () => Promise<AuditVerdict>;
  readonly close: () => Promise<void>;
};

type Line = { readonly text: string; readonly row: AuditLogRow; readonly bytes: number };

/**
 * Opens `audit.jsonl` and the table `audit.db` beside it in a folder. The lines are what is kept and shipped elsewhere;
 * the table answers questions, and knows how many lines there must be.
 */
export function openAuditLog(
  folder: string,
  now: () => string = () => new Date().toISOString(),
  sync = promisify(fdatasync),
): AuditLog {
  const path = join(folder, 'audit.jsonl');
  const file = openSync(path, 'a+', 0o600);
  const { database, insert, last, find, count } = openAuditTable(folder);
  let head = readTail(file, last(), insert);
  const watched = [rememberFile(path), rememberDatabase(join(folder, auditTableName))];

  const write = async (events: readonly AuditLogEvent[]) => {
    const size = fstatSync(file).size;
    if (size !== head.bytes) throw new StoreError('record-lost', alteredText);
    const lines = linesOf(events, head, now);
    try {
      writeWhole(file, lines.map(({ text }) => text).join(''));
      await sync(file);
      inTransaction(database, () => {
        for (const { row, bytes } of lines) insert(row, bytes);
      });
      // Checked afterwards: what was written to a file that is no longer in the folder is lost with the process.
      for (const isSame of watched) isSame();
    } catch (error) {
      // A part of a line would break the chain for good.
      ftruncateSync(file, size);
      throw error;
    }
    const end = lines.at(-1);
    if (end !== undefined) head = { row: end.row.row, hash: end.row.hash, bytes: end.bytes };
  };

  // Rows that come while others are written share one sync.
  const writeTogether = createGroupCommit<readonly AuditLogEvent[]>((groups) => write(groups.flat()));
  let before: Promise<unknown> = Promise.resolve();
  return {
    append: (events) => {
      const mine = writeTogether(events);
      before = mine.catch(() => {});
      return mine;
    },
    find: async (filter, part) => find(filter, part),
    count: async (filter, max) => count(filter, max),
    verify: async () => {
      await before;
      return await verifyUntil(path, head);
    },
    close: async () => {
      await before;
      closeSync(file);
      database.close();
    },
  };
}

const alteredText =
  'Something else has written to audit.jsonl while Orrery ran. Run npm run audit:check, then start Orrery again.';

function linesOf(events: readonly AuditLogEvent[], head: AuditHead, now: () => string): readonly Line[] {
  let last: Pick<AuditLogRow, 'row' | 'hash'> = head;
  let { bytes } = head;
  return events.map((event) => {
    const row = nextRow(last, now(), event);
    last = row;
    const text = `${JSON.stringify(row)}\n`;
    bytes += Buffer.byteLength(text);
    return { text, row, bytes };
  });
}

// A disk that becomes full takes a part, and says so only of the next write.
function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** Brings the table up to the file: the process may have been killed between the two. */
function readTail(
  file: number,
  known: AuditHead,
  insert: (row: AuditLogRow, bytes: number) => void,
): AuditHead {
  let head = known;
  for (const line of linesAfter(file, head)) {
    const row = parseAuditRow(line);
    if (row === undefined || row.hash !== hashRow(head.hash, row)) break;
    head = { row: row.row, hash: row.hash, bytes: head.bytes + Buffer.byteLength(line) + 1 };
    insert(row, head.bytes);
  }
  return { ...head, bytes: fstatSync(file).size };
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
