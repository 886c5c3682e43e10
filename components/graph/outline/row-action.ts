import type { ItemAction } from '#components/graph/view/view-changes.ts';
import { expandAll, openItem, selectItem, toggleItem } from '#components/graph/view/view-changes.ts';
import type { OutlineRow } from '#lib/graph/picture/outline';
import type { View } from '#lib/graph/picture/view';
import { digestOfRow } from './row-text.ts';
import type { TreeAction } from './tree-keys.ts';
import { closedItems, siblingsOf } from './tree-keys.ts';

/** What an action of the tree does to the graph; undefined where it has nothing to open, as with a caption. */
export function rowAction(
  action: Exclude<TreeAction, { do: 'focus' }>,
  rows: readonly OutlineRow[],
  view: View,
): ItemAction | undefined {
  const row = rows[action.index];
  if (row === undefined || row.type === 'caption') return undefined;
  const item = row.type === 'item' ? row.item : undefined;
  const select = {
    type: 'change',
    change: item === undefined ? { selected: digestOfRow(row) } : selectItem(item),
  } as const;
  switch (action.do) {
    case 'expand-siblings':
      return { type: 'change', change: expandAll(closedItems(siblingsOf(rows, action.index)), view) };
    case 'toggle': {
      const change = toggleItem(item, view);
      return change === undefined ? undefined : { type: 'change', change };
    }
    case 'open':
      return openItem(item, view) ?? select;
    case 'select':
      return select;
    default:
      return action satisfies never;
  }
}
