import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { layoutLimits } from '#lib/layout/limits';
import { isRepositoryName } from '#lib/oci/reference';

// What a layout itself holds: a repository below another one must not take these names.
const layoutFiles = new Set(['blobs', 'index.json', 'oci-layout']);

/** The folder of a repository: its name, where a part that a layout itself uses gets an underscore no name can end in. */
export function repositoryFolder(root: string, name: string): string {
  return join(root, ...name.split('/').map((part) => (layoutFiles.has(part) ? `${part}_` : part)));
}

/** The names of all repositories below a folder: those that have an index.json. */
export async function findRepositories(root: string, parents: readonly string[] = []): Promise<string[]> {
  if (parents.length > layoutLimits.folderDepthMax) return [];
  const entries = await readdir(join(root, ...parents), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && isRepositoryPart(entry.name));
  const below = await Promise.all(folders.map(({ name }) => findRepositories(root, [...parents, name])));
  return [...(parents.length > 0 && isLayout(entries) ? [toName(parents)] : []), ...below.flat()];
}

function isLayout(entries: readonly Dirent[]): boolean {
  return entries.some((entry) => entry.name === 'index.json' && entry.isFile());
}

function isRepositoryPart(folder: string): boolean {
  return !layoutFiles.has(folder) && isRepositoryName(toName([folder]));
}

function toName(folders: readonly string[]): string {
  return folders
    .map((folder) =>
      layoutFiles.has(folder.slice(0, -1)) && folder.endsWith('_') ? folder.slice(0, -1) : folder,
    )
    .join('/');
}
