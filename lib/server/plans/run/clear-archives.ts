import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from '#lib/layout/files/file-error';

/**
 * Removes the archives whose record is gone. `unfinished` removes what a process that was killed left half written, too:
 * only while nothing runs.
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
