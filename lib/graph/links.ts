import type { Digest } from '#lib/oci/digest';
import type { GraphState } from './graph-state.ts';
import type { GraphEdge } from './model.ts';

/** Every edge by both of its ends, in the order they were learned. */
export type GraphLinks = {
  /** What a node points to: subject, children, config, layers. */
  readonly successors: ReadonlyMap<Digest, readonly GraphEdge[]>;
  /** What points to a node: its referrers and the indexes that hold it. */
  readonly predecessors: ReadonlyMap<Digest, readonly GraphEdge[]>;
};

export function linksOf(state: GraphState): GraphLinks {
  const successors = new Map<Digest, GraphEdge[]>();
  const predecessors = new Map<Digest, GraphEdge[]>();
  for (const edge of state.edges.values()) {
    // An edge to something that no walk has named yet cannot be drawn.
    if (!state.nodes.has(edge.from) || !state.nodes.has(edge.to) || edge.from === edge.to) continue;
    push(successors, edge.from, edge);
    push(predecessors, edge.to, edge);
  }
  return { successors, predecessors };
}

function push(map: Map<Digest, GraphEdge[]>, key: Digest, edge: GraphEdge): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [edge]);
  else list.push(edge);
}
