import { expect, test } from 'vitest';
import type { Files } from '#lib/api/contract/files-contract';
import { digestFromHash } from '#lib/oci/digest';
import { fileBadges, fileNote, listLine } from './file-text.ts';

const one = digestFromHash('sha256', 'a'.repeat(64));
const two = digestFromHash('sha256', 'b'.repeat(64));
const archives = [one, two].map((digest) => ({ digest, entries: 1 }));

test('what another layer did is told by its number', () => {
  const entry = { path: 'a', type: 'file', size: 1, replaces: one, removedBy: two } as const;
  expect(fileBadges(entry, archives).map(({ text }) => text)).toEqual([
    'removed by layer 2',
    'replaces layer 1',
  ]);
});

test('what an entry does to lower layers is told', () => {
  const entry = { path: 'a', type: 'file', size: 0 } as const;
  expect(fileBadges({ ...entry, whiteout: 'path' }, [])[0]?.text).toBe('removed from lower layers');
  expect(fileBadges({ ...entry, whiteout: 'content' }, [])[0]?.text).toContain('hides the folder');
  expect(fileBadges(entry, [])).toEqual([]);
});

test.each([
  [{ type: 'file', size: 2048 }, '2.0 KiB'],
  [{ type: 'folder', size: 2048, files: 3 }, '3 entries · 2.0 KiB'],
  [{ type: 'folder', size: 0 }, 'empty'],
  [{ type: 'symlink', size: 0 }, 'link'],
] as const)('%j has the note %s', (entry, note) => {
  expect(fileNote({ path: 'a', ...entry })).toBe(note);
});

test('the line above the tree says how the list was come by', () => {
  const list: Files = {
    ...{ about: one, reference: 'a.io/b', of: 'archive', total: 2, all: 2, isComplete: true },
    ...{ problems: [], entries: [] },
    archives: [
      {
        digest: one,
        entries: 2,
        compression: 'zstd',
        source: 'zstd-chunked',
        verified: 'toc-digest',
        bytesRead: 2048,
      },
    ],
  };
  expect(listLine(list)).toBe('2 entries · zstd · zstd:chunked: 2.0 KiB read, index verified');
  expect(listLine({ ...list, of: 'platform', archives })).toBe('2 entries in 2 layers');
});
