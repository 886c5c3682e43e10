import { link, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasErrorCode } from '#lib/layout/files/file-error';

/**
 * Gives a finished file its name so that after a crash there is the whole file or none: flushed before it is renamed,
 * the folder flushed after (the order of containerd's content store). Both must lie on one file system.
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

/** Writes a small file whole, through a temporary one, of which nothing stays when that fails. */
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

/** Gives files that are never changed again second names; a name that is taken stays what it is. */
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

/** Makes a folder with all its parents, each of them flushed into the one above. */
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
