import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { lstat, open, readlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { hasErrorCode, unlessMissing } from '#lib/layout/files/file-error';
import { readBytes } from '#lib/layout/files/file-stream';
import { layoutLimits } from '#lib/layout/limits';
import { OciError } from '#lib/oci/oci-error';

export type CheckedFile = {
  /** Identifies this state of the file: a change of its content changes the id, once the state `isSettled`. */
  readonly id: string;
  /** The last change was long enough ago that the next one gets another time. */
  readonly isSettled: boolean;
  readonly size: number;
  readonly handle: FileHandle;
};

// A FIFO must not block the open, and a terminal must not become ours.
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * Opens a file of a layout that another user may write to, who may try to make us serve a file that only we can read. A
 * path can change between two calls, so the file is opened first and checked by its handle: a regular file with one
 * name, of the owner of the layout, at this place and not behind a link. `folder` must be a real path. Undefined when the
 * file does not exist; the caller closes the handle. `anyOwner` is for a file that a person names, such as an archive.
 *
 * @throws OciError `layout-invalid` with the reason.
 */
export async function openForeign(
  folder: string,
  name: string,
  { anyOwner = false } = {},
): Promise<CheckedFile | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const opened = await openAndJudge({ folder, name, anyOwner });
    if (opened !== 'moved') return opened;
    if (attempt === layoutLimits.openAttemptsMax)
      throw refuse(name, 'is behind a link, or is replaced all the time');
  }
}

/** The whole of such a file; undefined when there is none, or when it is longer than `maxBytes`. */
export async function readForeign(
  folder: string,
  name: string,
  maxBytes: number,
): Promise<Buffer<ArrayBuffer> | undefined> {
  const file = await openForeign(folder, name);
  if (file === undefined) return undefined;
  try {
    return file.size > maxBytes ? undefined : await readBytes(file.handle, file.size);
  } finally {
    await file.handle.close();
  }
}

type Wanted = { readonly folder: string; readonly name: string; readonly anyOwner: boolean };

async function openAndJudge(wanted: Wanted): Promise<CheckedFile | undefined | 'moved'> {
  const { folder, name } = wanted;
  const path = join(folder, name);
  const found = await unlessMissing(lstat(path));
  if (found === undefined) return undefined;
  // Opening a device can have effects of its own: what is seen to be one is not opened at all.
  if (!found.isFile()) throw refuse(name, found.isSymbolicLink() ? 'is a link' : 'is not a regular file');
  const home = await unlessMissing(open(folder, folderFlags));
  if (home === undefined) return undefined;
  try {
    const handle = await openFile(path);
    if (handle === undefined) return 'moved';
    const judged = await judge(handle, { ...wanted, home }).catch(async (error: unknown) => {
      await handle.close();
      throw error;
    });
    if (judged === 'moved') await handle.close();
    return judged;
  } finally {
    await home.close();
  }
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, flags);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'].some((code) => hasErrorCode(error, code))) return undefined;
    throw error;
  }
}

type Place = Wanted & { readonly home: FileHandle };

async function judge(handle: FileHandle, place: Place): Promise<CheckedFile | 'moved'> {
  const { name, home, anyOwner } = place;
  const found = await handle.stat({ bigint: true });
  if (!found.isFile()) return 'moved';
  if (!(await isInPlace(handle, place))) return 'moved';
  if (!anyOwner && found.uid !== (await home.stat({ bigint: true })).uid) {
    throw refuse(name, 'belongs to another user than the folder of the layout');
  }
  if (found.nlink !== 1n) throw refuse(name, 'has a second name, by a hard link');
  const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = found;
  const isSettled = Date.now() - Number(ctimeMs) > layoutLimits.fileSettledMs;
  return { handle, size: Number(size), isSettled, id: [dev, ino, size, mtimeNs, ctimeNs].join('-') };
}

/** Whether a handle is of the file with this name in the folder, no part of the way being a link. */
async function isInPlace(handle: FileHandle, { folder, name, home }: Place): Promise<boolean> {
  const paths = await Promise.all([pathOfHandle(home), pathOfHandle(handle)]);
  if (paths[0] !== undefined) return paths[1] === join(paths[0], name);
  // Without /proc each part is looked at again; what was opened must be what stands at the end of it.
  const path = join(folder, name);
  for (let part = dirname(path); relative(folder, part) !== ''; part = dirname(part)) {
    if (!(await unlessMissing(lstat(part)))?.isDirectory()) return false;
  }
  const [opened, standing] = await Promise.all([handle.stat(), unlessMissing(lstat(path))]);
  return opened.dev === standing?.dev && opened.ino === standing.ino;
}

/** Where Linux says that an open file lies; undefined on other systems. */
function pathOfHandle({ fd }: FileHandle): Promise<string | undefined> {
  return unlessMissing(readlink(`/proc/self/fd/${fd}`));
}

function refuse(name: string, why: string): OciError {
  return new OciError('layout-invalid', `The file ${name} ${why}; it is not read.`, {
    hint: 'Copy it with all that belongs to it to a folder of your own (cp -rL), and open the copy.',
  });
}
