import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { StoreError } from './store-error.ts';

/**
 * Remembers which file a path names now. Calling what it gives compares: what is written to a file that was deleted or
 * replaced while it was open is in no file any more.
 *
 * @throws StoreError `record-lost` when the path names another file, or none
 */
export function rememberFile(path: string): () => void {
  const before = statSync(path, { bigint: true });
  return () => {
    const now = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (now !== undefined && now.ino === before.ino && now.dev === before.dev) return;
    const what = now === undefined ? 'deleted' : 'replaced by another file';
    throw new StoreError(
      'record-lost',
      `The file ${basename(path)} of the data folder was ${what} while Orrery ran. Start Orrery again.`,
    );
  };
}
