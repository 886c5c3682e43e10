import { expect, test } from 'vitest';
import type { FileComparison, FileDifference } from '#lib/formats/compare/comparison';
import { sameComparison } from '#lib/formats/testing/comparisons';
import { parseDigest } from '#lib/oci/digest';
import {
  aspectsText,
  bytesOfLayers,
  fileCell,
  fileLine,
  filesLine,
  filterFiles,
  shownText,
  splitPath,
} from './file-words.ts';

const files: FileComparison = {
  ...{ added: 0, removed: 0, changed: 0, same: 1_204, total: 0, rows: [], isComplete: true, notes: [] },
};

test.each([
  [{}, 'No file differs: 1,204 files are the same.'],
  [{ added: 1, removed: 2, total: 3, same: 1 }, '1 added, 2 removed; 1 file is the same.'],
  [{ changed: 2_500, total: 2_500 }, '2,500 changed; 1,204 files are the same.'],
])('%j reads: %s', (part, text) => {
  expect(filesLine({ ...files, ...part })).toBe(text);
});

test('a layer that both have is downloaded once', () => {
  const layer = (letter: string, size: number) => ({
    digest: parseDigest(`sha256:${letter.repeat(64)}`),
    size,
  });
  const rows = [
    { change: 'same', ...layer('a', 10) },
    { change: 'removed', ...layer('b', 20) },
    { change: 'added', ...layer('c', 30) },
    { change: 'added', ...layer('a', 10) },
  ] as const;
  const layers = { state: 'compared', rows, base: 1, baseState: 'unchanged' } as const;
  expect(bytesOfLayers({ ...sameComparison, layers })).toBe(60);
  expect(bytesOfLayers({ ...sameComparison, layers: { state: 'missing', reason: 'None.' } })).toBe(0);
});

test('a filter finds paths in any case of letters', () => {
  const row = (path: string): FileDifference => ({ path, change: 'added', aspects: [] });
  const rows = [row('app/README.md'), row('etc/motd')];
  expect(filterFiles(rows, ' readme').map(({ path }) => path)).toEqual(['app/README.md']);
  expect(filterFiles(rows, '')).toBe(rows);
});

const file = { size: 2048, mode: 0o755 };
test.each([
  [{ ...file, type: 'file' }, '2.0 KiB', 'file of 2,048 bytes, rwxr-xr-x'],
  [{ ...file, type: 'symlink', link: 'a' }, '→ a', 'link to a'],
  [{ ...file, type: 'hardlink', link: 'a' }, '2.0 KiB', 'hard link to a, 2,048 bytes, rwxr-xr-x'],
  [{ ...file, type: 'folder' }, 'folder', 'folder, rwxr-xr-x'],
  [undefined, '', 'not there'],
] as const)('%j is %s in a cell and %s in full', (entry, cell, line) => {
  expect(fileCell(entry)).toBe(cell);
  expect(fileLine(entry)).toBe(line);
});

test.each([
  ['usr/lib/node/package.json', 'usr/lib/', 'node/package.json'],
  ['etc/motd', '', 'etc/motd'],
  ['motd', '', 'motd'],
])('%s is cut before its last two names', (path, start, end) => {
  expect(splitPath(path)).toEqual([start, end]);
});

test('what differs is named as people name it, and paths are one line', () => {
  expect(aspectsText({ path: 'a', change: 'changed', aspects: ['content', 'mode'] })).toBe(
    'content, permissions',
  );
  expect(shownText('a\nb')).not.toContain('\n');
});
