import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { rememberFile } from './same-file.ts';

/** Opens a database that only this user can read, where a transaction that has ended outlives a power failure. */
export function openDatabase(path: string, schema: string): DatabaseSync {
  // SQLite would create it for everybody; its other files take the rights of this one.
  if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(schema);
  return database;
}

/**
 * Runs work in one transaction: all of it is written, or nothing.
 *
 * @throws the error of the work, after nothing of it was written
 */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Remembers which files an open database has. Calling what it gives compares them with those of the path now and throws
 * StoreError `record-lost` when one was deleted or replaced.
 */
export function rememberDatabase(path: string): () => void {
  const files = [path, `${path}-wal`].map(rememberFile);
  return () => {
    for (const isSame of files) isSame();
  };
}
