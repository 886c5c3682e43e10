import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { limits } from '#lib/server/platform/limits';
import { getLog } from '#lib/server/platform/log';
import { inTransaction, openDatabase } from '#lib/server/platform/open-database';
import { askAuditTable } from './ask-audit-table.ts';
import type { AuditFilter, AuditPart } from './audit-filter.ts';
import type { AuditLogRow } from './audit-row.ts';
import { firstHash } from './audit-row.ts';

/** How far the log goes: its last row, and the bytes of the file with it. */
export type AuditHead = { readonly row: number; readonly hash: string; readonly bytes: number };

type Entry = { readonly row: AuditLogRow; readonly bytes: number };

/**
 * The same rows as a table, for questions; it remembers how far the file must go. Rows that were added come into the
 * table a moment later, many at once: until then they stand in the file, from where they come back after a crash.
 */
export function openAuditTable(folder: string) {
  const database: DatabaseSync = openDatabase(join(folder, auditTableName), schema);
  // Rows that a power failure takes come back from the file, which is synced before.
  database.exec('PRAGMA synchronous = NORMAL');
  const insert = prepareInsert(database);
  const questions = askAuditTable(database);
  let waiting: Entry[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    inTransaction(database, () => {
      for (const entry of waiting) insert(entry);
    });
    waiting = [];
  };
  const flushLater = () => {
    try {
      flush();
    } catch (err) {
      // Whoever adds the next rows meets the same, before anything happens that they tell of.
      getLog().error({ err }, 'rows of the audit log could not be added to its table');
    }
  };

  return {
    add: (entries: readonly Entry[]) => {
      waiting.push(...entries);
      timer ??= setTimeout(flushLater, limits.auditTableWaitMs).unref();
    },
    /** Brings in what has waited for too long. */
    catchUp: () => {
      if (timer === undefined) flush();
    },
    last: () => lastRow(database),
    find: (filter: AuditFilter, part: AuditPart) => {
      flush();
      return questions.find(filter, part);
    },
    count: (filter: AuditFilter, max: number) => {
      flush();
      return questions.count(filter, max);
    },
    close: () => {
      try {
        flush();
      } finally {
        database.close();
      }
    },
  };
}

function prepareInsert(database: DatabaseSync): (entry: Entry) => void {
  const add = database.prepare(
    'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const addOwner = database.prepare('INSERT INTO audit_owner VALUES (?, ?) ON CONFLICT DO NOTHING');
  return ({ row, bytes }) => {
    const { registry, repository, action, verb, target, plan, result, hash, owner } = row;
    const place = [registry, repository, action, verb, target, row.digests.join(' '), plan, result, hash];
    add.run(row.row, row.time, row.requestId, row.actor, ...place, bytes);
    if (owner !== undefined) addOwner.run(row.row, owner);
  };
}

export const auditTableName = 'audit.db';

/** The last row that the table knows; the beginning when it is empty. */
export function lastRow(database: DatabaseSync): AuditHead {
  const found = database.prepare('SELECT row, hash, bytes FROM audit ORDER BY row DESC LIMIT 1').get();
  if (found === undefined) return { row: 0, hash: firstHash, bytes: 0 };
  return { row: Number(found.row), hash: String(found.hash), bytes: Number(found.bytes) };
}

// Owners stand apart: a release that does not know them goes on with the same file.
const schema = `CREATE TABLE IF NOT EXISTS audit (
  row INTEGER PRIMARY KEY, time TEXT NOT NULL, request TEXT NOT NULL, actor TEXT NOT NULL, registry TEXT NOT NULL,
  repository TEXT NOT NULL, action TEXT NOT NULL, verb TEXT NOT NULL, target TEXT NOT NULL, digests TEXT NOT NULL,
  plan TEXT NOT NULL, result TEXT NOT NULL, hash TEXT NOT NULL, bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS audit_owner (row INTEGER PRIMARY KEY, owner TEXT NOT NULL) STRICT`;
