import type { NodeFilter } from '#lib/graph/filter/node-filter';
import { isDimmed } from '#lib/graph/filter/node-filter';
import type { ItemEffect, PlanEffects } from '#lib/graph/picture/picture';
import { planEffectOfItem } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';
import type { TreeRow } from './tree-keys.ts';

/** What selection, filter, pending requests and the plan mean for a row of the outline. */
export type RowState = {
  readonly isSelected: boolean;
  readonly isDimmed: boolean;
  readonly isPending: boolean;
  readonly planEffect: ItemEffect | undefined;
};

type RowContext = {
  readonly view: Pick<View, 'selected' | 'pile'>;
  readonly filter: NodeFilter;
  /** The nodes whose successors are loading. */
  readonly pending: ReadonlySet<Digest>;
  readonly planEffects: PlanEffects | undefined;
};

/** The state of a row; a closed stack is selected also when one of its members is. */
export function rowState(row: TreeRow, { view, filter, pending, planEffects }: RowContext): RowState {
  if (row.type === 'question')
    return { isSelected: false, isDimmed: false, isPending: false, planEffect: undefined };
  const { item } = row;
  return {
    isSelected: view.selected === undefined ? item.id === view.pile : holds(item, view.selected),
    isDimmed: isDimmed(item, filter),
    isPending: item.type === 'node' && pending.has(item.node.digest),
    planEffect: planEffectOfItem(item, planEffects),
  };
}

function holds(item: Extract<TreeRow, { type: 'item' }>['item'], digest: Digest): boolean {
  if (item.type === 'node') return item.node.digest === digest;
  return item.type === 'stack' && !item.isOpen && item.members.some((member) => member.digest === digest);
}
