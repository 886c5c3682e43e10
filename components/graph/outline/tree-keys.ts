import type { OutlineRow } from '#lib/graph/picture/outline';
import type { Item } from '#lib/graph/picture/picture';

export type TreeRow = Exclude<OutlineRow, { type: 'caption' }>;

/** What a key asks of the tree. */
export type TreeAction =
  | { readonly do: 'focus'; readonly index: number }
  | { readonly do: 'toggle' | 'select' | 'open'; readonly index: number }
  | { readonly do: 'expand-siblings'; readonly index: number };

/** The keyboard map of https://www.w3.org/WAI/ARIA/apg/patterns/treeview/; `typed` is what was typed in a row. */
export function treeAction(
  rows: readonly OutlineRow[],
  at: number,
  key: string,
  nameOf: (row: TreeRow) => string,
  typed: string,
): TreeAction | undefined {
  const row = rows[at];
  if (row === undefined || row.type === 'caption') return undefined;
  switch (key) {
    case 'ArrowDown':
      return focus(step(rows, at, 1));
    case 'ArrowUp':
      return focus(step(rows, at, -1));
    case 'Home':
      return focus(step(rows, -1, 1));
    case 'End':
      return focus(step(rows, rows.length, -1));
    case 'ArrowRight':
      if (row.isOpen === false) return { do: 'toggle', index: at };
      return row.isOpen ? focus(step(rows, at, 1)) : undefined;
    case 'ArrowLeft':
      if (canClose(row)) return { do: 'toggle', index: at };
      return focus(parentOf(rows, at, row.level));
    case 'Enter':
      return { do: 'open', index: at };
    case ' ':
      return { do: 'select', index: at };
    case '*':
      return { do: 'expand-siblings', index: at };
    default:
      return typed === '' ? undefined : focus(findByName(rows, at, typed, nameOf));
  }
}

/** The rows beside this one, itself included. */
export function siblingsOf(rows: readonly OutlineRow[], at: number): readonly TreeRow[] {
  const level = rows[at]?.level;
  const isRow = (row: OutlineRow): row is TreeRow => row.type !== 'caption' && row.level === level;
  let from = at;
  while (from > 0 && (rows[from - 1]?.level ?? 0) >= (level ?? 0)) from--;
  const after = rows.findIndex((row, index) => index > at && row.level < (level ?? 0));
  return rows.slice(from, after < 0 ? rows.length : after).filter(isRow);
}

/** The items of these rows that are closed, and can be opened. */
export function closedItems(rows: readonly TreeRow[]): readonly Item[] {
  return rows.flatMap((row) => (row.type === 'item' && row.isOpen === false ? [row.item] : []));
}

// What came with the root is always there; only what somebody expanded can be collapsed.
function canClose(row: TreeRow): boolean {
  if (row.type !== 'item') return false;
  return row.item.type === 'stack' ? row.item.isOpen : row.item.type === 'node' && row.item.isExpanded;
}

function focus(index: number | undefined): TreeAction | undefined {
  return index === undefined ? undefined : { do: 'focus', index };
}

function step(rows: readonly OutlineRow[], from: number, by: 1 | -1): number | undefined {
  for (let index = from + by; index >= 0 && index < rows.length; index += by) {
    if (rows[index]?.type !== 'caption') return index;
  }
  return undefined;
}

function parentOf(rows: readonly OutlineRow[], at: number, level: number): number | undefined {
  for (let index = at - 1; index >= 0; index--) {
    if (rows[index]?.type !== 'caption' && (rows[index]?.level ?? 0) < level) return index;
  }
  return undefined;
}

function findByName(
  rows: readonly OutlineRow[],
  at: number,
  typed: string,
  nameOf: (row: TreeRow) => string,
): number | undefined {
  // The first letter leads to the next row that starts with it; more letters stay on the row while it matches.
  const first = typed.length === 1 ? 1 : 0;
  for (let offset = first; offset <= rows.length; offset++) {
    const index = (at + offset) % rows.length;
    const row = rows[index];
    if (row === undefined || row.type === 'caption') continue;
    if (nameOf(row).toLowerCase().startsWith(typed.toLowerCase())) return index;
  }
  return undefined;
}
