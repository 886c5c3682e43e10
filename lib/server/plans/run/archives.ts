import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { unlessMissing } from '#lib/layout/files/file-error';
import { freeBytes } from '#lib/server/platform/free-space';

type Options = {
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
  /** Bytes that may be written; asked of the disk when left out. */
  readonly room?: number;
};

/**
 * Where the archive of a plan lies in the data folder.
 *
 * @throws RangeError when the id could lead elsewhere
 */
export function archivePath(dataDir: string, planId: string): string {
  if (!/^[\w-]{1,100}$/.test(planId)) throw new RangeError('No plan has such an id.');
  return join(dataDir, 'archives', `${planId}.tar`);
}

/**
 * Writes an archive so that it is there whole or not at all, also after a power failure; gives its size in bytes. The
 * reserve of the disk stays free, so that the journal and the audit log can still be written.
 *
 * @throws Error `ENOSPC` when the disk has no space for it beside the reserve
 */
export async function keepArchive(
  path: string,
  content: ReadableStream<Uint8Array>,
  { signal, onBytes, room: given }: Options,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const room = given ?? (await freeBytes(dirname(path)));
  const part = `${path}.part`;
  let bytes = 0;
  const count = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > room) throw noRoom();
      onBytes(bytes);
      yield chunk;
    }
  };
  try {
    const file = createWriteStream(part, { mode: 0o600, flush: true });
    await pipeline(Readable.from(content), count, file, { signal });
    await rename(part, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return bytes;
}

function noRoom(): Error {
  const error = new Error('The disk has no space for this archive beside the reserve that stays free.');
  return Object.assign(error, { code: 'ENOSPC' });
}

/** The size of an archive in bytes; undefined when there is none. */
export async function archiveSize(path: string): Promise<number | undefined> {
  const found = await unlessMissing(stat(path));
  return found?.isFile() === true ? found.size : undefined;
}

// Without it the name may be lost with the power, and what was archived is deleted next.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

/**
 * Removes the archives whose plan has no record any more. With `unfinished`, also those that a killed process left half
 * written: only while no plan runs.
 */
export async function clearArchives(
  dataDir: string,
  hasRecord: (planId: string) => Promise<boolean>,
  { unfinished }: { readonly unfinished: boolean },
): Promise<void> {
  const folder = join(dataDir, 'archives');
  for (const name of (await unlessMissing(readdir(folder))) ?? []) {
    const [, id = '', part] = /^([\w-]+)\.tar(\.part)?$/.exec(name) ?? [];
    if (id === '' || (part === undefined ? await hasRecord(id) : !unfinished)) continue;
    await rm(join(folder, name), { force: true });
  }
}
