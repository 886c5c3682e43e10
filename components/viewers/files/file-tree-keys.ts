import type { FileTreeRow } from './file-tree-rows.ts';

/** What a key asks of the tree of files. */
export type FileTreeAction = { readonly do: 'focus' | 'toggle' | 'open'; readonly index: number };

/** The keyboard map of https://www.w3.org/WAI/ARIA/apg/patterns/treeview/; `typed` is what was typed in a row. */
export function fileTreeAction(
  rows: readonly FileTreeRow[],
  at: number,
  key: string,
  typed: string,
): FileTreeAction | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  const isOpen = row.kind === 'entry' ? row.isOpen : undefined;
  const move = (index: number): FileTreeAction | undefined =>
    index < 0 || index >= rows.length ? undefined : { do: 'focus', index };
  switch (key) {
    case 'ArrowDown':
      return move(at + 1);
    case 'ArrowUp':
      return move(at - 1);
    case 'PageDown':
      return move(Math.min(rows.length - 1, at + pageRows));
    case 'PageUp':
      return move(Math.max(0, at - pageRows));
    case 'Home':
      return move(0);
    case 'End':
      return move(rows.length - 1);
    case 'ArrowRight':
      if (isOpen === false) return { do: 'toggle', index: at };
      return isOpen === true ? move(at + 1) : undefined;
    case 'ArrowLeft':
      return isOpen === true ? { do: 'toggle', index: at } : move(parentOf(rows, at));
    case 'Enter':
    case ' ':
      return { do: 'open', index: at };
    default:
      return typed === '' ? undefined : move(findByName(rows, at, typed));
  }
}

const pageRows = 15;

function parentOf(rows: readonly FileTreeRow[], at: number): number {
  const level = rows[at]?.level ?? 0;
  return rows.findLastIndex((row, index) => index < at && row.level < level);
}

// The first letter leads to the next row that starts with it; more letters stay on the row while it matches.
function findByName(rows: readonly FileTreeRow[], at: number, typed: string): number {
  const first = typed.length === 1 ? 1 : 0;
  const starts = (row: FileTreeRow | undefined) =>
    row?.kind === 'entry' && row.name.toLowerCase().startsWith(typed.toLowerCase());
  for (let offset = first; offset <= rows.length; offset++) {
    const index = (at + offset) % rows.length;
    if (starts(rows[index])) return index;
  }
  return -1;
}
