import type { ColumnId } from '#components/coverage/filter/sort-rows.ts';
import { columnIds } from '#components/coverage/filter/sort-rows.ts';
import type { GridItem } from './grid-items.ts';

/** The key of the line of headings. */
export const headKey = 'head';

/** The cell that the Tab key stops at. */
export type GridPlace = { readonly key: string; readonly column: ColumnId };

/** What a key does in the matrix: goes to another cell, opens one, or unfolds and folds an artifact. */
export type GridMove =
  | ({ readonly type: 'go' } & GridPlace)
  | ({ readonly type: 'open' } & GridPlace)
  | { readonly type: 'unfold' | 'fold'; readonly key: string };

type Key = { readonly key: string; readonly hasControl: boolean };

/** Rows that Page Up and Page Down pass. */
const pageStep = 12;

/**
 * What a key does (https://www.w3.org/WAI/ARIA/apg/patterns/grid/): arrows go from cell to cell, Home and End to the ends
 * of the row, with Control to the ends of the grid; Enter opens. On the head of a row right unfolds and left folds it, or
 * goes from a platform to its artifact. Undefined for all other keys.
 */
export function moveOf(items: readonly GridItem[], place: GridPlace, pressed: Key): GridMove | undefined {
  const at = items.findIndex(({ key }) => key === place.key);
  const item = items[at];
  if (item === undefined && place.key !== headKey) return undefined;
  const sideways = sideMove(item, place, pressed);
  if (sideways !== undefined) return sideways;
  const go = (row: number, column = place.column): GridMove | undefined => {
    const target = row < 0 ? undefined : items[Math.min(items.length - 1, row)];
    return { type: 'go', key: target?.key ?? headKey, column };
  };
  switch (pressed.key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at - 1);
    case 'PageDown':
      return go(at + pageStep);
    case 'PageUp':
      return go(Math.max(0, at - pageStep));
    case 'Home':
      return go(pressed.hasControl ? 0 : at, 'name');
    case 'End':
      return go(pressed.hasControl ? items.length - 1 : at, 'verdict');
    case 'Enter':
    case ' ':
      return item === undefined || item.type === 'group' ? undefined : { type: 'open', ...place };
    default:
      return undefined;
  }
}

function sideMove(
  item: GridItem | undefined,
  { key, column }: GridPlace,
  pressed: Key,
): GridMove | undefined {
  if (pressed.key !== 'ArrowLeft' && pressed.key !== 'ArrowRight') return undefined;
  const isRight = pressed.key === 'ArrowRight';
  if (column === 'name' && item !== undefined) {
    if (item.type === 'row' && item.row.platforms.length > 0 && item.isOpen !== isRight)
      return { type: isRight ? 'unfold' : 'fold', key };
    if (item.type === 'platform' && !isRight) return { type: 'go', key: item.parent, column };
  }
  // A heading of a repository has one cell.
  if (item?.type === 'group') return undefined;
  const next = columnIds[columnIds.indexOf(column) + (isRight ? 1 : -1)];
  return next === undefined ? undefined : { type: 'go', key, column: next };
}
