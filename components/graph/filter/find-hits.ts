import { listNodes, matchingNodes, nodesInItems } from '#lib/graph/filter/matching-nodes';
import type { NodeFilter } from '#lib/graph/filter/node-filter';
import type { GraphState } from '#lib/graph/graph-state';
import type { Picture } from '#lib/graph/picture/picture';
import type { Digest } from '#lib/oci/digest';

/** Every node of a picture that a filter lets stand out, in the order of the outline; members of stacks too. */
export function findHits(
  state: Pick<GraphState, 'nodes'>,
  picture: Picture,
  filter: NodeFilter,
): readonly Digest[] {
  const nodes = listNodes(state);
  const fitting = matchingNodes(state, filter);
  const hits: Digest[] = [];
  // A member of an open stack lies in two items.
  const seen = new Uint8Array(nodes.length);
  for (const place of nodesInItems(state, picture).node) {
    const node = fitting[place] === 1 && seen[place] === 0 ? nodes[place] : undefined;
    if (node === undefined) continue;
    seen[place] = 1;
    hits.push(node.digest);
  }
  return hits;
}

/** The hit after the one that is selected, or before it, round and round; the first when none is selected. */
export function nextHit(
  hits: readonly Digest[],
  selected: Digest | undefined,
  by: 1 | -1,
): Digest | undefined {
  const at = selected === undefined ? -1 : hits.indexOf(selected);
  if (at < 0) return by === 1 ? hits[0] : hits.at(-1);
  return hits[(at + by + hits.length) % hits.length];
}
