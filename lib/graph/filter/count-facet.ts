import type { GraphState } from '#lib/graph/graph-state';
import type { View } from '#lib/graph/picture/view';
import type { Facet } from './facets.ts';
import { orderOf, valuesOf } from './facets.ts';
import { fittingBut, listNodes } from './fitting.ts';
import type { NodeFilter } from './node-filter.ts';

export type Count<T> = { readonly value: T; readonly count: number };
type Value<F extends Facet> = View[F][number];

/**
 * How many nodes each value of a facet would leave standing out with all else that is chosen: the number on a chip before
 * it is pressed. Values that no node has are not there; the order is the table's where there is one, else the most
 * frequent first.
 */
export function countFacet<F extends Facet>(
  state: Pick<GraphState, 'nodes'>,
  facet: F,
  filter: NodeFilter,
): readonly Count<Value<F>>[] {
  const counts = new Map<Value<F>, number>();
  const fitting = fittingBut(facet, state, filter);
  for (const [index, node] of listNodes(state).entries()) {
    const by = fitting[index] ?? 0;
    for (const value of valuesOf[facet](node, filter.now)) counts.set(value, (counts.get(value) ?? 0) + by);
  }
  const order = orderOf[facet];
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) =>
      order === undefined
        ? b.count - a.count || (a.value < b.value ? -1 : 1)
        : order.indexOf(a.value) - order.indexOf(b.value),
    );
}
