import type { GraphState } from '#lib/graph/graph-state';
import type { Picture } from '#lib/graph/picture/picture';
import { fittingNodes, nodesInItems } from './fitting.ts';
import type { NodeFilter } from './node-filter.ts';

/** One byte for each item: 1 where the filter lets it step back. The root stays, so that nobody loses the way. */
export function dimmedItems(
  state: Pick<GraphState, 'nodes'>,
  picture: Picture,
  filter: NodeFilter,
): Uint8Array {
  const dimmed = new Uint8Array(picture.items.length);
  if (!filter.isOn) return dimmed;
  const fitting = fittingNodes(state, filter);
  const { item, node } = nodesInItems(state, picture);
  for (const at of item) dimmed[at] = 1;
  for (let pair = 0; pair < item.length; pair++) {
    if (fitting[node[pair] ?? -1] === 1) dimmed[item[pair] ?? 0] = 0;
  }
  dimmed[0] = 0;
  return dimmed;
}
