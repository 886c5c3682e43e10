import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '#lib/server/platform/open-database';
import { askAuditTable } from './ask-audit-table.ts';
import type { AuditLogRow } from './audit-row.ts';
import { firstHash } from './audit-row.ts';

/** How far the log goes: its last row, and the bytes of the file with it. */
export type AuditHead = { readonly row: number; readonly hash: string; readonly bytes: number };

/** The same rows as a table, for questions; it remembers how far the file must go. */
export function openAuditTable(folder: string) {
  // It is never synced: rows that a power failure takes come back from the file, which is.
  const database: DatabaseSync = openDatabase(join(folder, auditTableName), schema);
  const add = database.prepare(
    'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const addOwner = database.prepare('INSERT INTO audit_owner VALUES (?, ?) ON CONFLICT DO NOTHING');
  return {
    database,
    insert: (row: AuditLogRow, bytes: number) => {
      const { registry, repository, action, verb, target, plan, result, hash, owner } = row;
      const place = [registry, repository, action, verb, target, row.digests.join(' '), plan, result, hash];
      add.run(row.row, row.time, row.requestId, row.actor, ...place, bytes);
      if (owner !== undefined) addOwner.run(row.row, owner);
    },
    last: () => lastRow(database),
    ...askAuditTable(database),
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
