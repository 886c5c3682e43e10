import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import type { ProblemError } from '#lib/api/problems/problem-error';
import { writeAtomically } from '#lib/layout/files/atomic-write';
import type { Digest } from '#lib/oci/digest';
import { digestFromHash } from '#lib/oci/digest';
import { diskFull, freeSpace } from '#lib/server/platform/free-space';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import type { StoredUpload } from './uploads-folder.ts';
import { admitUpload, arrivingUploads, removeUpload, uploadPaths, uploadsFolder } from './uploads-folder.ts';

/** A file on its way in. `length` and `digest` are what the sender says of it. */
export type ArrivingFile = {
  readonly name: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly digest: Digest | undefined;
  readonly length: number | undefined;
  readonly signal: AbortSignal;
  /** The ids of uploads that plans need; none of them is removed to make room. */
  readonly inUse?: ReadonlySet<string>;
  /** Bytes that may be written; asked of the disk when left out. */
  readonly room?: number;
};

/**
 * Stores a file, hashed as it arrives and flushed before it counts. One that breaks off or differs from what was
 * announced leaves nothing.
 *
 * @throws ProblemError `too-large`, `upload-mismatch`, `uploads-limited`, `disk-full`
 */
export async function receiveUpload(file: ArrivingFile): Promise<StoredUpload> {
  await mkdir(uploadsFolder(), { recursive: true });
  await admitUpload(file.inUse ?? new Set());
  const room = file.room ?? (await freeSpace(uploadsFolder()));
  assertFits(file.length ?? 0, room);
  const id = randomUUID();
  arrivingUploads.add(id);
  try {
    const { home, content, about } = uploadPaths(id);
    await mkdir(home);
    const arrived = await writeContent(content, file, room);
    file.signal.throwIfAborted();
    assertAsSent(file, arrived);
    const upload = { id, name: file.name, ...arrived };
    await writeAtomically(`${about}.new`, about, JSON.stringify(upload));
    return upload;
  } catch (error) {
    await removeUpload(id);
    throw error;
  } finally {
    arrivingUploads.delete(id);
  }
}

async function writeContent(
  path: string,
  { body, signal }: ArrivingFile,
  room: number,
): Promise<{ readonly digest: Digest; readonly size: number }> {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of body) {
      signal.throwIfAborted();
      size += chunk.byteLength;
      assertFits(size, room);
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { digest: digestFromHash('sha256', hash.digest('hex')), size };
}

function assertFits(size: number, room: number): void {
  if (size > limits.uploadMaxBytes) {
    const detail = `The file is larger than the ${limits.uploadMaxBytes} bytes that are taken here.`;
    const hint = 'Push it to a registry with another client.';
    throw problemError('too-large', detail, { hint });
  }
  if (size > room) throw diskFull();
}

function assertAsSent(
  { length, digest }: ArrivingFile,
  arrived: { readonly digest: Digest; readonly size: number },
): void {
  const { size } = arrived;
  if (length !== undefined && length !== size) throw mismatch(`${size} of ${length} bytes have arrived.`);
  if (digest !== undefined && digest !== arrived.digest) {
    throw mismatch(`The bytes have the digest ${arrived.digest}, not ${digest}.`);
  }
}

function mismatch(detail: string): ProblemError {
  return problemError('upload-mismatch', detail);
}
