import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Picture } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';
import type { Facet, NodeFilter } from './node-filter.ts';
import { orderOf, valuesOf } from './node-filter.ts';
import type { TextIndex } from './text-index.ts';
import { findWords, indexText } from './text-index.ts';

type Nodes = Pick<GraphState, 'nodes'>;

/** The nodes of a graph in their order, and what searches of them share. */
type NodeCache = {
  readonly nodes: readonly GraphNode[];
  text?: TextIndex;
  positions?: ReadonlyMap<Digest, number>;
  last?: { readonly filter: NodeFilter; readonly matching: Uint8Array };
};

// By the map of nodes: a later state with the same nodes has the same cache.
const caches = new WeakMap<GraphState['nodes'], NodeCache>();

/** The nodes of a graph in their order. */
export function listNodes({ nodes }: Nodes): readonly GraphNode[] {
  return cacheOf(nodes).nodes;
}

/** Builds what a search needs, so that its first letter does not wait for it. */
export function prepareSearch(state: Nodes, picture: Picture): void {
  textOf(cacheOf(state.nodes));
  nodesInItems(state, picture);
}

/** One byte for each node, in the order of the state: 1 where it matches. Computed once for a state and a filter. */
export function matchingNodes({ nodes }: Nodes, filter: NodeFilter): Uint8Array {
  const cache = cacheOf(nodes);
  if (cache.last?.filter !== filter) cache.last = { filter, matching: findMatches(cache, filter) };
  return cache.last.matching;
}

/** One byte for each item: 1 where the filter dims it. The root is never dimmed: a person needs it to find the way. */
export function dimmedItems(state: Nodes, picture: Picture, filter: NodeFilter): Uint8Array {
  const dimmed = new Uint8Array(picture.items.length);
  if (!filter.isOn) return dimmed;
  const matching = matchingNodes(state, filter);
  const { item, node } = nodesInItems(state, picture);
  for (const at of item) dimmed[at] = 1;
  for (let pair = 0; pair < item.length; pair++) {
    if (matching[node[pair] ?? -1] === 1) dimmed[item[pair] ?? 0] = 0;
  }
  dimmed[0] = 0;
  return dimmed;
}

export type FacetCount<T> = { readonly value: T; readonly count: number };
type Value<F extends Facet> = View[F][number];

/**
 * How many nodes match each value of a facet together with all other choices: the number on a chip before it is pressed.
 * Values without a node are left out. The order is that of `orderOf` where there is one, else the most frequent first.
 */
export function countFacet<F extends Facet>(
  state: Nodes,
  facet: F,
  filter: NodeFilter,
): readonly FacetCount<Value<F>>[] {
  const counts = new Map<Value<F>, number>();
  const matching = matchingWithout(facet, state, filter);
  const nodes = listNodes(state);
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node === undefined) continue;
    for (const value of valuesOf[facet](node, filter.now)) {
      const known = counts.get(value);
      // Most of fifty thousand change nothing.
      if (known === undefined) counts.set(value, matching[index] ?? 0);
      else if (matching[index] === 1) counts.set(value, known + 1);
    }
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

// What the values of a facet are counted over: the matches as if nothing were chosen of this facet.
function matchingWithout(facet: Facet, state: Nodes, filter: NodeFilter): Uint8Array {
  const choices = filter.choices.filter((choice) => choice.facet !== facet);
  if (choices.length === filter.choices.length) return matchingNodes(state, filter);
  return findMatches(cacheOf(state.nodes), { ...filter, choices });
}

const pairs = new WeakMap<Picture, { readonly item: Int32Array; readonly node: Int32Array }>();

/** Which node lies in which item, both by their positions: pairs of the same index. */
export function nodesInItems({ nodes }: Nodes, picture: Picture) {
  const cached = pairs.get(picture);
  if (cached !== undefined) return cached;
  const cache = cacheOf(nodes);
  cache.positions ??= new Map(cache.nodes.map(({ digest }, index) => [digest, index]));
  const item: number[] = [];
  const node: number[] = [];
  for (const [index, each] of picture.items.entries()) {
    const members = each.type === 'tags' ? [] : each.type === 'node' ? [each.node] : each.members;
    for (const { digest } of members) {
      item.push(index);
      node.push(cache.positions.get(digest) ?? -1);
    }
  }
  const found = { item: Int32Array.from(item), node: Int32Array.from(node) };
  pairs.set(picture, found);
  return found;
}

function findMatches(
  cache: NodeCache,
  { words, choices }: Pick<NodeFilter, 'words' | 'choices'>,
): Uint8Array {
  const matching =
    words.length === 0 ? new Uint8Array(cache.nodes.length).fill(1) : findWords(textOf(cache), words);
  for (const { matches } of choices) {
    for (const [index, node] of cache.nodes.entries()) {
      if (matching[index] === 1 && !matches(node)) matching[index] = 0;
    }
  }
  return matching;
}

function cacheOf(nodes: GraphState['nodes']): NodeCache {
  const cache = caches.get(nodes) ?? { nodes: [...nodes.values()] };
  caches.set(nodes, cache);
  return cache;
}

function textOf(cache: NodeCache): TextIndex {
  cache.text ??= indexText(cache.nodes);
  return cache.text;
}
