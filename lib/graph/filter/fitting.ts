import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Picture } from '#lib/graph/picture/picture';
import type { Digest } from '#lib/oci/digest';
import type { Facet } from './facets.ts';
import type { NodeFilter } from './node-filter.ts';
import type { TextIndex } from './text-index.ts';
import { findWords, indexText } from './text-index.ts';

type Nodes = Pick<GraphState, 'nodes'>;

/** All nodes of a graph in their order, and what is found out about them once for all who ask. */
type Roll = {
  readonly nodes: readonly GraphNode[];
  text?: TextIndex;
  places?: ReadonlyMap<Digest, number>;
  last?: { readonly filter: NodeFilter; readonly fitting: Uint8Array };
};

// By the map of nodes: a later state with the same nodes has the same roll.
const rolls = new WeakMap<GraphState['nodes'], Roll>();

/** The nodes of a graph in their order. */
export function listNodes({ nodes }: Nodes): readonly GraphNode[] {
  return rollOf(nodes).nodes;
}

/** Makes ready what a search needs, so that its first letter need not wait for it. */
export function prepareSearch(state: Nodes, picture: Picture): void {
  textOf(rollOf(state.nodes));
  nodesInItems(state, picture);
}

/** One byte for each node, in the order of {@link listNodes}: 1 where it fits; found once for a state and a filter. */
export function fittingNodes({ nodes }: Nodes, filter: NodeFilter): Uint8Array {
  const roll = rollOf(nodes);
  if (roll.last?.filter !== filter) roll.last = { filter, fitting: judge(roll, filter) };
  return roll.last.fitting;
}

/** The same as if nothing were chosen of this facet: what its values are counted over. */
export function fittingBut(facet: Facet, state: Nodes, filter: NodeFilter): Uint8Array {
  const choices = filter.choices.filter((choice) => choice.facet !== facet);
  if (choices.length === filter.choices.length) return fittingNodes(state, filter);
  return judge(rollOf(state.nodes), { ...filter, choices });
}

const places = new WeakMap<Picture, { readonly item: Int32Array; readonly node: Int32Array }>();

/** Which node, by its place in {@link listNodes}, lies in which item: pairs of the same index. */
export function nodesInItems({ nodes }: Nodes, picture: Picture) {
  const known = places.get(picture);
  if (known !== undefined) return known;
  const roll = rollOf(nodes);
  roll.places ??= new Map(roll.nodes.map(({ digest }, index) => [digest, index]));
  const item: number[] = [];
  const node: number[] = [];
  for (const [index, each] of picture.items.entries()) {
    const held = each.type === 'tags' ? [] : each.type === 'node' ? [each.node] : each.members;
    for (const { digest } of held) {
      item.push(index);
      node.push(roll.places.get(digest) ?? -1);
    }
  }
  const made = { item: Int32Array.from(item), node: Int32Array.from(node) };
  places.set(picture, made);
  return made;
}

function judge(roll: Roll, { words, choices }: Pick<NodeFilter, 'words' | 'choices'>): Uint8Array {
  const fitting =
    words.length === 0 ? new Uint8Array(roll.nodes.length).fill(1) : findWords(textOf(roll), words);
  for (const { fits } of choices) {
    for (const [index, node] of roll.nodes.entries()) {
      if (fitting[index] === 1 && !fits(node)) fitting[index] = 0;
    }
  }
  return fitting;
}

function rollOf(nodes: GraphState['nodes']): Roll {
  const known = rolls.get(nodes) ?? { nodes: [...nodes.values()] };
  rolls.set(nodes, known);
  return known;
}

function textOf(roll: Roll): TextIndex {
  roll.text ??= indexText(roll.nodes);
  return roll.text;
}
