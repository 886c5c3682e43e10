import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Violation } from '#e2e/measure/allowance';
import { roomOf } from '#e2e/measure/allowance';
import { functionsOf } from '#e2e/measure/functions';
import type { Source } from '#e2e/measure/sources';
import { project } from '#e2e/measure/sources';

/** Functions of more than 60 lines, longest first. */
export function longFunctions(sources: readonly Source[]): readonly Violation[] {
  return sources
    .flatMap(functionsOf)
    .filter(({ lines }) => lines > 60)
    .sort((a, b) => b.lines - a.lines)
    .map(({ path, line, lines }) => ({ where: roomOf(path), text: `${lines} ${path}:${line}` }));
}

/** Functions that lib exports and that throw in their own body without saying so in a `@throws`. */
export function undocumentedThrows(sources: readonly Source[]): readonly Violation[] {
  return sources
    .filter(({ path }) => path.startsWith('lib/'))
    .flatMap(functionsOf)
    .filter(({ isExported, throws, saysThrows }) => isExported && throws && !saysThrows)
    .map(({ path, line, name }) => ({ where: roomOf(path), text: `${name} ${path}:${line}` }));
}

/** Files of lib over 60 lines that do something, without a test of the same name beside them. */
export function untestedFiles(sources: readonly Source[]): readonly Violation[] {
  return sources
    .filter(({ path, lines }) => path.startsWith('lib/') && lines > 60 && !hasTest(path))
    .filter((source) => functionsOf(source).length > 0)
    .map(({ path, lines }) => ({ where: roomOf(path), text: `${lines} ${path}` }));
}

/** Folders of lib and components that hold fewer than three files, with what lies in their subfolders. */
export function smallFolders(sources: readonly Source[]): readonly Violation[] {
  const sizes = new Map<string, number>();
  for (const { path } of sources) {
    for (const folder of foldersAbove(path)) sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  return [...sizes]
    .filter(([folder, files]) => /^(?:lib|components)\//.test(folder) && files < 3)
    .map(([folder, files]) => ({ where: roomOf(`${folder}/.`), text: `${files} ${folder}` }));
}

/** Folders that lie deeper than three below lib or components. */
export function deepFolders(sources: readonly Source[]): readonly Violation[] {
  const folders = new Set(sources.flatMap(({ path }) => foldersAbove(path)));
  return [...folders]
    .filter((folder) => /^(?:lib|components)\//.test(folder) && folder.split('/').length > 4)
    .map((folder) => ({ where: roomOf(folder), text: folder }));
}

function hasTest(path: string): boolean {
  const stem = join(project, path.replace(/\.tsx?$/, ''));
  return ['.test.ts', '.test.tsx', '.property.test.ts', '.process.test.ts', '.database.test.ts'].some((end) =>
    existsSync(stem + end),
  );
}

function foldersAbove(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
