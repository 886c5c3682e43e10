import { close, fdatasync, openSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { StoreError } from './store-error.ts';

/** Brings what was written to a file onto its disk while the event loop stays free. */
export type DiskSync = {
  /**
   * Resolves once everything that was written to the file before the call is on the disk. Calls that wait at the same
   * time share one sync, which begins when the one under way has ended.
   *
   * After a failure every later call fails as well: the system may have dropped what it could not write, and then says
   * of the next sync that all is well (https://wiki.postgresql.org/wiki/Fsync_Errors).
   *
   * @throws StoreError `record-lost`
   */
  readonly sync: () => Promise<void>;
  /** Resolves once no sync is under way; nothing is synced afterwards. */
  readonly close: () => Promise<void>;
};

const closeFile = promisify(close);

/**
 * Syncs the file that a path names now, through a descriptor of its own.
 *
 * @throws Error when there is no such file
 */
export function openDiskSync(path: string, syncFile = promisify(fdatasync)): DiskSync {
  // Windows syncs only what may be written.
  const file = openSync(path, 'r+');
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const begin = async () => {
    await last;
    next = undefined;
    await syncFile(file).catch((cause: unknown) => {
      const detail = `The disk did not keep what was written to ${basename(path)}. Check the disk and its free space, then start Orrery again.`;
      throw new StoreError('record-lost', detail, { cause });
    });
  };
  return {
    sync: () => {
      next ??= begin();
      last = next;
      return next;
    },
    close: async () => {
      // Whoever asked for it has heard of the failure.
      await last.catch(() => {});
      await closeFile(file);
    },
  };
}
