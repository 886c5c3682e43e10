import { statSync } from 'node:fs';
import { basename } from 'node:path';

/** A file of the record was deleted or replaced while it was open: what is written to it is in no file any more. */
export class RecordLost extends Error {
  override readonly name = 'RecordLost';
}

/**
 * Remembers which file a path names now. Calling what it gives compares.
 *
 * @throws RecordLost when the path names another file, or none
 */
export function rememberFile(path: string): () => void {
  const before = statSync(path, { bigint: true });
  return () => {
    const now = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (now !== undefined && now.ino === before.ino && now.dev === before.dev) return;
    const what = now === undefined ? 'deleted' : 'replaced by another file';
    throw new RecordLost(
      `The file ${basename(path)} of the data folder was ${what} while Orrery ran. Start Orrery again.`,
    );
  };
}
