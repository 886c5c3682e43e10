import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { ProblemError } from '#lib/api/problems/problem-error';
import { unpackArchive } from '#lib/layout/archive/unpack-archive';
import { unlessMissing } from '#lib/layout/files/file-error';
import { openForeign } from '#lib/layout/reading/foreign-files';
import { openLayoutFolder } from '#lib/layout/reading/open-layout-folder';
import { OciError } from '#lib/oci/oci-error';
import { isRepositoryName } from '#lib/oci/reference';
import { freeSpace } from '#lib/server/platform/free-space';
import { limits } from '#lib/server/platform/limits';
import { getLog } from '#lib/server/platform/log';
import { problemError } from '#lib/server/platform/problem-error';
import { getServices } from '#lib/server/platform/services';

type Handle = (request: Request) => Promise<Response>;

/** A layout that is open. `folder` is ours, and holds what an archive was unpacked into. */
type Open = { readonly version: string; readonly handle: Promise<Handle>; readonly folder?: string };

type Layouts = { readonly open: LRUCache<string, Open>; readonly isClear: Promise<void> };

/** By the folder that archives are unpacked into. */
const layouts = new Map<string, Layouts>();

/**
 * Opens a layout on this machine as a registry of one repository: the folder `name` in `parent`, or an archive of that
 * name. Archives are unpacked into the data folder; those that were opened last stay there.
 *
 * @throws OciError `reference-invalid`, `layout-invalid`; ProblemError `not-found`
 */
export async function openLocalLayout(parent: string, name: string): Promise<Handle> {
  const path = join(parent, name);
  if (!isRepositoryName(name) || basename(path) !== name) {
    throw new OciError('reference-invalid', 'A layout is named by the last part of its path.');
  }
  const found = await unlessMissing(readable(stat(path)));
  if (found === undefined) throw nothingAt(path);
  const version = found.isFile() ? await withArchive(path, async ({ id }) => id) : 'folder';
  const { open, isClear } = layoutsOf(join(getServices().settings.dataDir, 'unpacked'));
  const known = open.get(path);
  if (known?.version === version) return known.handle;
  const opened = version === 'folder' ? openFolder(path, name) : openArchive(path, name, version, isClear);
  open.set(path, opened);
  opened.handle.catch(() => {
    if (open.peek(path) === opened) open.delete(path);
  });
  return opened.handle;
}

function openFolder(path: string, name: string): Open {
  return { version: 'folder', handle: Promise.resolve(openLayoutFolder(path, name)) };
}

function openArchive(path: string, name: string, version: string, isClear: Promise<void>): Open {
  const folder = join(getServices().settings.dataDir, 'unpacked', randomUUID());
  const unpack = async () => {
    await isClear;
    await mkdir(folder, { recursive: true });
    try {
      const maxBytes = await freeSpace(folder);
      await withArchive(path, ({ handle }) =>
        unpackArchive(handle.createReadStream({ autoClose: false }), folder, { maxBytes }),
      );
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return openLayoutFolder(folder, name);
  };
  return { version, folder, handle: unpack() };
}

/** The archive at a path, which may be a link to it, open for as long as it is used. */
async function withArchive<T>(
  path: string,
  use: (file: { readonly id: string; readonly handle: FileHandle }) => Promise<T>,
): Promise<T> {
  const real = await unlessMissing(readable(realpath(path)));
  const file =
    real === undefined
      ? undefined
      : await readable(openForeign(dirname(real), basename(real), { anyOwner: true }));
  if (file === undefined) throw nothingAt(path);
  try {
    return await use(file);
  } finally {
    await file.handle.close();
  }
}

function layoutsOf(folder: string): Layouts {
  const known = layouts.get(folder);
  if (known !== undefined) return known;
  const open = new LRUCache<string, Open>({
    max: limits.localLayoutsMax,
    dispose: ({ folder: own, handle }) => {
      if (own === undefined) return;
      const remove = () => rm(own, { recursive: true, force: true });
      handle.then(remove, remove).catch((err: unknown) => {
        getLog().warn({ err }, 'an unpacked layout could not be removed');
      });
    },
  });
  // What an earlier process has left is of no use.
  const made = { open, isClear: rm(folder, { recursive: true, force: true }) };
  layouts.set(folder, made);
  return made;
}

function nothingAt(path: string): ProblemError {
  const hint = 'Check the path: it is looked for on the machine that Orrery runs on.';
  return problemError('not-found', `There is nothing at ${path}.`, { hint });
}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    if (
      !(cause instanceof Error) ||
      !('code' in cause) ||
      (cause.code !== 'EACCES' && cause.code !== 'EPERM')
    )
      throw cause;
    throw new OciError('layout-invalid', 'Orrery has no permission to read the layout.', {
      hint: 'Give the user that runs Orrery read access to it.',
      cause,
    });
  }
}
