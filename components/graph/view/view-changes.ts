import type { Facet } from '#lib/graph/filter/facets';
import type { Item } from '#lib/graph/picture/picture';
import { nodeOfItem } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';

/** The change of view that selects this item; a closed stack shows its latest. */
export function selectItem(item: Item | undefined): Partial<View> {
  return { selected: item === undefined ? undefined : nodeOfItem(item)?.digest };
}

/** The change of view that opens or closes this item; undefined when there is nothing to open. */
export function toggleItem(item: Item | undefined, view: View): Partial<View> | undefined {
  if (item?.type === 'stack') return { openStacks: toggled(view.openStacks, item.id) };
  if (item?.type !== 'node' || (!item.isExpandable && !item.isExpanded)) return undefined;
  return { expanded: toggled(view.expanded, item.node.digest) };
}

/** The change of view that opens all of these closed items. */
export function expandAll(items: readonly Item[], view: View): Partial<View> {
  const nodes = items.flatMap((item) => (item.type === 'node' ? [item.node.digest] : []));
  const stacks = items.flatMap((item) => (item.type === 'stack' ? [item.id] : []));
  return { expanded: [...view.expanded, ...nodes], openStacks: [...view.openStacks, ...stacks] };
}

/** Whether this value of a facet is chosen. */
export function isFacetValueSelected<F extends Facet>(view: View, facet: F, value: View[F][number]): boolean {
  const list: readonly string[] = view[facet];
  return list.includes(value);
}

/** The change of view that chooses a value of a facet, or lets go of it. */
export function toggleFacetValue<F extends Facet>(
  view: View,
  facet: F,
  value: View[F][number],
): Partial<View> {
  const list: readonly View[F][number][] = view[facet];
  return { [facet]: toggled(list, value) };
}

function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}
