import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';

// https://www.sqlite.org/rescode.html#busy
const busy = 5;

// A lock that nothing refers to would be given free as soon as memory is collected.
const locks = new Set<DatabaseSync>();

/**
 * Locks a data folder for this process, until the function that it returns is called or the process ends in whatever
 * way. Two processes would overwrite each other's index.json and remove each other's uploads. Node.js cannot lock a
 * file; SQLite can on every system, and a crash leaves no lock behind.
 *
 * @throws StartError `data` when another process has locked it
 */
export function lockDataDir(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, 'lock'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!isBusy(cause)) throw cause;
    const message = `Another Orrery uses the data folder ${folder}. End it, or name another folder in ORRERY_DATA_DIR.`;
    throw new StartError('data', message, { cause });
  }
  locks.add(lock);
  return () => {
    locks.delete(lock);
    lock.close();
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === busy;
}
