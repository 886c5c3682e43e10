import { expect, test } from 'vitest';
import type { FileEntry } from '#lib/api/contract/files-contract';
import { makeProblem } from '#lib/api/problems/problem-table';
import type { FileLevel, FileTreeRow } from './file-tree-rows.ts';
import { fileTreeRows, matchRows } from './file-tree-rows.ts';

const file = (path: string): FileEntry => ({ path, type: 'file', size: 1 });
const folder = (path: string, files = 1): FileEntry => ({ path, type: 'folder', size: 1, files });
const level = (entries: readonly FileEntry[], rest: Partial<FileLevel> = {}): FileLevel => ({
  ...{ entries, total: entries.length, isPending: false },
  ...rest,
});

test('open folders show what they hold, each level one deeper', () => {
  const levels = new Map([
    ['', level([folder('a'), file('z')])],
    ['a', level([folder('a/b'), file('a/c')])],
    ['a/b', level([file('a/b/d')])],
  ]);
  expect(texts(fileTreeRows(levels, new Set(['a', 'a/b'])))).toEqual([
    '1 a open',
    '2 b open',
    '3 d',
    '2 c',
    '1 z',
  ]);
  expect(texts(fileTreeRows(levels, new Set()))).toEqual(['1 a closed', '1 z']);
});

test('a level that loads, that failed, or that has more says so', () => {
  const problem = makeProblem('timeout', 'Too slow.', { requestId: '' });
  const levels = new Map([
    ['', level([folder('a'), folder('b'), folder('c')], { total: 9 })],
    ['b', level([], { problem })],
  ]);
  expect(texts(fileTreeRows(levels, new Set(['a', 'b'])))).toEqual([
    '1 a open',
    '2 pending',
    '1 b open',
    '2 problem',
    '1 c closed',
    '1 6 more',
  ]);
  expect(texts(fileTreeRows(new Map(), new Set()))).toEqual(['1 pending']);
});

test('an empty folder cannot be opened', () => {
  expect(texts(fileTreeRows(new Map([['', level([folder('a', 0)])]]), new Set(['a'])))).toEqual(['1 a']);
});

test('a search shows whole paths', () => {
  expect(texts(matchRows(level([file('a/b/d')], { total: 3 })))).toEqual(['1 a/b/d', '1 2 more']);
});

function texts(rows: readonly FileTreeRow[]): readonly string[] {
  return rows.map((row) => {
    if (row.kind === 'more') return `${row.level} ${row.left} more`;
    if (row.kind !== 'entry') return `${row.level} ${row.kind}`;
    const state = row.isOpen === undefined ? '' : row.isOpen ? ' open' : ' closed';
    return `${row.level} ${row.name}${state}`;
  });
}
