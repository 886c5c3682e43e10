import { readFile } from 'node:fs/promises';

/**
 * Whether a Go program was built from this module, at this version when one is given. The build information stands as
 * text in the binary, also when stripped: read there, because a program's own `version` command prints what it likes.
 */
export async function isBuiltFrom(path: string, module: string, version = ''): Promise<boolean> {
  const binary = await readFile(path).catch(() => undefined);
  const line = `\nmod\t${module}\t${version === '' ? '' : `${version}\t`}`;
  return binary?.includes(line) ?? false;
}
