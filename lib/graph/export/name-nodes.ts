import { checkOf } from '#lib/graph/check';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphEdge, GraphNode } from '#lib/graph/model';
import { formatShortDigest } from '#lib/oci/digest';

/** A node with a short id of its own and the lines of its label. */
export type NamedNode = { readonly id: string; readonly node: GraphNode; readonly label: readonly string[] };

/** An edge by the ids of its ends. */
export type NamedEdge = {
  readonly from: string;
  readonly to: string;
  readonly relation: GraphEdge['relation'];
};

/** The nodes and edges of a graph in the order they were learned; edges to what nobody has named are left out. */
export function nameNodes(state: GraphState): {
  readonly nodes: readonly NamedNode[];
  readonly edges: readonly NamedEdge[];
} {
  const nodes = [...state.nodes.values()].map((node, at): NamedNode => {
    const tags = node.tags.length === 0 ? [] : [node.tags.join(', ')];
    const check = checkOf(node);
    const checked = check === undefined ? [] : [check.text];
    return { id: `n${at}`, node, label: [node.title, ...checked, ...tags, formatShortDigest(node.digest)] };
  });
  const ids = new Map(nodes.map(({ id, node }) => [node.digest, id]));
  const edges = [...state.edges.values()].flatMap(({ from, to, relation }): readonly NamedEdge[] => {
    const [start, end] = [ids.get(from), ids.get(to)];
    return start === undefined || end === undefined ? [] : [{ from: start, to: end, relation }];
  });
  return { nodes, edges };
}

/** Whether an edge says "refers to", which is drawn dashed; all others contain. */
export function isReferring({ relation }: Pick<NamedEdge, 'relation'>): boolean {
  return relation === 'subject' || relation === 'about';
}
