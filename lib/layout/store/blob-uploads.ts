import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { layoutLimits } from '#lib/layout/limits';
import type { BlobUpload, FreeSpace } from '#lib/layout/store/blob-upload';
import { openBlobUpload } from '#lib/layout/store/blob-upload';
import type { HashAlgorithm } from '#lib/oci/digest';

/** The uploads in progress; they end with the process. */
export type BlobUploads = {
  /** Undefined when too many are in progress. */
  readonly start: (repository: string, algorithm: HashAlgorithm) => Promise<BlobUpload | undefined>;
  readonly find: (repository: string, id: string) => BlobUpload | undefined;
  /** Removes an upload that is finished or given up. */
  readonly end: (upload: BlobUpload) => Promise<void>;
};

/**
 * Keeps the unfinished files of uploads in `folder`; an upload that is idle for an hour is discarded. `freeSpace` says how
 * many bytes may still be written there; `now` is in milliseconds.
 */
export function createBlobUploads(
  folder: string,
  freeSpace: FreeSpace,
  now: () => number = Date.now,
): BlobUploads {
  const open = new Map<string, { readonly upload: BlobUpload; readonly touchedAt: number }>();
  const touch = (upload: BlobUpload) => open.set(upload.id, { upload, touchedAt: now() });

  async function end(upload: BlobUpload): Promise<void> {
    open.delete(upload.id);
    await upload.discard();
  }

  async function endIdle(): Promise<void> {
    const idleSince = now() - layoutLimits.uploadIdleMs;
    const idle = [...open.values()].filter(({ touchedAt }) => touchedAt < idleSince);
    await Promise.all(idle.map(({ upload }) => end(upload)));
  }

  return {
    end,
    async start(repository, algorithm) {
      await endIdle();
      if (open.size >= layoutLimits.uploadsMax) return undefined;
      const id = randomUUID();
      const upload = await openBlobUpload({ id, repository, path: join(folder, id), algorithm, freeSpace });
      touch(upload);
      return upload;
    },
    find(repository, id) {
      const upload = open.get(id)?.upload;
      if (upload?.repository !== repository) return undefined;
      touch(upload);
      return upload;
    },
  };
}
