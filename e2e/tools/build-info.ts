import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether a Go program was built from this module, at this version when one is given. The build information stands as
 * text in the binary, also when stripped: read there, because a program's own `version` command prints what it likes.
 */
export async function isBuiltFrom(path: string, module: string, version = ''): Promise<boolean> {
  const binary = await readFile(path).catch(() => undefined);
  const line = `\nmod\t${module}\t${version === '' ? '' : `${version}\t`}`;
  return binary?.includes(line) ?? false;
}

/** A short name for what the files of a folder hold: another content is another program. */
export async function hashOfSources(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).toSorted())
    hash.update(name).update(await readFile(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}
