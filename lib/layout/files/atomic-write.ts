import { link, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasErrorCode } from '#lib/layout/files/file-error';

/**
 * Renames a finished file so that a crash leaves the whole file or none: the file is flushed before the rename and the
 * folder after it, in the order of containerd's content store. Both paths must lie on one file system.
 */
export async function commitFile(temporary: string, target: string): Promise<void> {
  const handle = await open(temporary, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await makeFolder(dirname(target));
  await rename(temporary, target);
  await syncFolder(dirname(target));
}

/**
 * Writes a small file through a temporary one, which is removed when the write fails.
 *
 * @throws the error of the file system
 */
export async function writeAtomically(
  temporary: string,
  target: string,
  content: Uint8Array | string,
): Promise<void> {
  try {
    await writeFile(temporary, content);
    await commitFile(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Hard-links files that never change again; a target that exists stays as it is.
 *
 * @throws the error of the file system, except EEXIST
 */
export async function linkFiles(
  links: readonly { readonly source: string; readonly target: string }[],
): Promise<void> {
  const folders = new Set(links.map(({ target }) => dirname(target)));
  for (const folder of folders) await makeFolder(folder);
  for (const { source, target } of links) {
    try {
      await link(source, target);
    } catch (error) {
      if (!hasErrorCode(error, 'EEXIST')) throw error;
    }
  }
  for (const folder of folders) await syncFolder(folder);
}

/** Creates a folder with its parents and flushes each into the one above. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = join(made, '..')) {
    await syncFolder(dirname(made));
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
