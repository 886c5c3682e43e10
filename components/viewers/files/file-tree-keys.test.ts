import { expect, test } from 'vitest';
import { fileTreeAction } from './file-tree-keys.ts';
import { fileTreeRows } from './file-tree-rows.ts';

const rows = fileTreeRows(
  new Map([
    [
      '',
      {
        entries: [
          { path: 'bin', type: 'folder', size: 2, files: 2 },
          { path: 'etc', type: 'folder', size: 1, files: 1 },
          { path: 'boot.img', type: 'file', size: 1 },
        ],
        ...{ total: 3, isPending: false },
      },
    ],
    ['bin', { entries: [{ path: 'bin/sh', type: 'file', size: 1 }], total: 1, isPending: false }],
  ]),
  new Set(['bin']),
);

// bin, bin/sh, etc, boot.img
test.each([
  [0, 'ArrowDown', { do: 'focus', index: 1 }],
  [0, 'ArrowUp', undefined],
  [3, 'ArrowDown', undefined],
  [0, 'ArrowRight', { do: 'focus', index: 1 }],
  [2, 'ArrowRight', { do: 'toggle', index: 2 }],
  [1, 'ArrowRight', undefined],
  [0, 'ArrowLeft', { do: 'toggle', index: 0 }],
  [1, 'ArrowLeft', { do: 'focus', index: 0 }],
  [2, 'ArrowLeft', undefined],
  [2, 'Home', { do: 'focus', index: 0 }],
  [0, 'End', { do: 'focus', index: 3 }],
  [0, 'PageDown', { do: 'focus', index: 3 }],
  [1, 'Enter', { do: 'open', index: 1 }],
  [1, ' ', { do: 'open', index: 1 }],
] as const)('row %i, %s', (at, key, action) => {
  expect(fileTreeAction(rows, at, key, '')).toEqual(action);
});

test('letters lead to names', () => {
  expect(fileTreeAction(rows, 0, 'b', 'b')).toEqual({ do: 'focus', index: 3 });
  expect(fileTreeAction(rows, 3, 'i', 'bi')).toEqual({ do: 'focus', index: 0 });
  expect(fileTreeAction(rows, 0, 'x', 'x')).toBeUndefined();
});
