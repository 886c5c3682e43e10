import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Item } from '#lib/graph/picture';
import type { View } from '#lib/graph/view';
import type { Kind } from '#lib/oci/kind';
import { kinds } from '#lib/oci/kind';

/** The part of a view that filters. */
export type Filter = Pick<View, 'kinds' | 'artifactTypes' | 'text'>;

export type Count<T> = { readonly value: T; readonly count: number };

/** Whether this item steps back: filtering dims, it does not prune. The root stays, so that nobody loses the way. */
export function isDimmed(item: Item, view: Filter): boolean {
  if (!isFiltering(view) || item.lane === 'root' || item.type === 'tags') return false;
  const nodes = item.type === 'stack' ? item.members : [item.node];
  return !nodes.some((node) => matches(node, view));
}

export function isFiltering(view: Filter): boolean {
  return view.kinds.length > 0 || view.artifactTypes.length > 0 || wordsOf(view.text).length > 0;
}

/** Within kinds and within types any may fit; of the words each must stand in it, and all that is chosen must agree. */
export function matches(node: GraphNode, view: Filter): boolean {
  if (view.kinds.length > 0 && !view.kinds.includes(node.kind)) return false;
  if (view.artifactTypes.length > 0 && !view.artifactTypes.includes(typeOf(node))) return false;
  const words = wordsOf(view.text);
  return words.length === 0 || words.every((word) => readable(node).includes(word));
}

function wordsOf(text = ''): readonly string[] {
  return text
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
}

// Put together once for each node: a person types faster than fifty thousand nodes can be read.
const texts = new WeakMap<GraphNode, string>();

function readable(node: GraphNode): string {
  const known = texts.get(node);
  if (known !== undefined) return known;
  const { title, digest, kind, mediaType, artifactType = '', platform = '', tags, annotations } = node;
  const notes = Object.entries(annotations).map(([key, value]) => `${key}=${value}`);
  const text = [title, digest, kind, mediaType, artifactType, platform, ...tags, ...notes]
    .join('\n')
    .toLowerCase();
  texts.set(node, text);
  return text;
}

/** How many artifacts of each kind are known, in the order of the kinds' table. */
export function countKinds(state: GraphState): readonly Count<Kind>[] {
  const counts = tally([...state.nodes.values()], (node) => node.kind);
  return kinds.flatMap((value) => {
    const count = counts.get(value);
    return count === undefined ? [] : [{ value, count }];
  });
}

/** How many artifacts of each artifactType are known, the most frequent first. */
export function countArtifactTypes(state: GraphState): readonly Count<string>[] {
  return [...tally([...state.nodes.values()], typeOf)]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Who left something out of a list of referrers before it came here. */
export function filteredBy(state: GraphState): 'registry' | 'here' | undefined {
  for (const answer of state.answers.values()) {
    if (answer.state === 'found' && answer.filtered !== undefined) return answer.filtered;
  }
  return undefined;
}

function typeOf(node: GraphNode): string {
  return node.artifactType ?? node.mediaType;
}

function tally<K>(nodes: readonly GraphNode[], keyOf: (node: GraphNode) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const node of nodes) counts.set(keyOf(node), (counts.get(keyOf(node)) ?? 0) + 1);
  return counts;
}
