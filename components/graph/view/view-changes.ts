import type { Facet } from '#lib/graph/filter/node-filter';
import type { Item } from '#lib/graph/picture/picture';
import { nodeOfItem } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';

/** The change of view that selects this item: a stack is a thing of its own. */
export function selectItem(item: Item | undefined): Partial<View> {
  if (item?.type === 'stack') return { selected: undefined, pile: item.id };
  return { selected: nodeOfItem(item)?.digest };
}

/** The item that is selected, by its id or by the digest of what lies in a closed stack; undefined for none. */
export function selectedId({ selected, pile }: Pick<View, 'selected' | 'pile'>): string | undefined {
  return selected ?? pile;
}

/** The change of view that opens or closes this item; undefined when there is nothing to open. */
export function toggleItem(item: Item | undefined, view: View): Partial<View> | undefined {
  if (item?.type === 'stack') return { openStacks: toggled(view.openStacks, item.id) };
  if (item?.type !== 'node' || (!item.isExpandable && !item.isExpanded)) return undefined;
  return { expanded: toggled(view.expanded, item.node.digest) };
}

/** What a press on an item comes to: another view of this graph, or another artifact in the centre of it. */
export type ItemAction =
  | { readonly type: 'change'; readonly change: Partial<View> }
  | { readonly type: 'centre'; readonly digest: Digest };

/** What Enter does with an item: a stack opens or closes, an artifact becomes the centre; undefined for the root and for tags. */
export function openItem(item: Item | undefined, view: View): ItemAction | undefined {
  const change = item?.type === 'stack' ? toggleItem(item, view) : undefined;
  if (change !== undefined) return { type: 'change', change };
  const node = item === undefined || item.lane === 'root' ? undefined : nodeOfItem(item);
  return node === undefined ? undefined : { type: 'centre', digest: node.digest };
}

/** The change of view that opens all of these closed items. */
export function expandAll(items: readonly Item[], view: View): Partial<View> {
  const nodes = items.flatMap((item) => (item.type === 'node' ? [item.node.digest] : []));
  const stacks = items.flatMap((item) => (item.type === 'stack' ? [item.id] : []));
  return { expanded: [...view.expanded, ...nodes], openStacks: [...view.openStacks, ...stacks] };
}

/** Whether the filter asks for this value of a facet. */
export function isFacetValueSelected<F extends Facet>(view: View, facet: F, value: View[F][number]): boolean {
  const list: readonly string[] = view[facet];
  return list.includes(value);
}

/** The change of view that adds a value of a facet to the filter, or removes it. */
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
