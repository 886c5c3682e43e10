import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes the archives whose record is gone. `unfinished` removes what a process that was killed left half written, too:
 * only while nothing runs.
 */
export function clearArchives(
  dataDir: string,
  hasRecord: (planId: string) => boolean,
  { unfinished }: { readonly unfinished: boolean },
): void {
  const folder = join(dataDir, 'archives');
  for (const name of namesIn(folder)) {
    const [, id = '', part] = /^([\w-]+)\.tar(\.part)?$/.exec(name) ?? [];
    if (id === '' || (part === undefined ? hasRecord(id) : !unfinished)) continue;
    rmSync(join(folder, name), { force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
