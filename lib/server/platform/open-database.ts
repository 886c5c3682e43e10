import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { rememberFile } from './same-file.ts';

/**
 * Opens a database that only this user can read. A transaction that has ended outlives the process; it outlives a power
 * failure once the file of `walOf` was synced after it. SQLite may begin that file anew at any time, and nothing is lost
 * by it: before, it syncs the file, copies it into the database and syncs that (https://www.sqlite.org/wal.html#ckpt).
 */
export function openDatabase(path: string, schema: string): DatabaseSync {
  // SQLite would create it for everybody; its other files take the rights of this one.
  if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
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
 * The file that SQLite writes the transactions of a database to. It is the same one from the first transaction until the
 * last connection closes, and SQLite holds no lock of it, which another descriptor would end when it is closed.
 */
export function walOf(path: string): string {
  return `${path}-wal`;
}

/**
 * Remembers which files an open database has. Calling what it gives compares them with those of the path now and throws
 * StoreError `record-lost` when one was deleted or replaced.
 */
export function rememberDatabase(path: string): () => void {
  const files = [path, walOf(path)].map(rememberFile);
  return () => {
    for (const isSame of files) isSame();
  };
}
