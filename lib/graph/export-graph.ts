import { formatShortDigest } from '#lib/oci/digest';
import { checkOf } from './check.ts';
import type { GraphState } from './graph-state.ts';
import type { GraphEdge, GraphNode } from './model.ts';

/**
 * The graph as a Mermaid flowchart: referrers point to their subject with a dashed line, what contains is joined by a
 * solid one. Labels come from strangers: whatever Mermaid could read as its own is written as an entity.
 */
export function toMermaid(state: GraphState): string {
  const { nodes, edges } = nameNodes(state);
  const lines = [
    'flowchart LR',
    ...nodes.map(({ id, label }) => `  ${id}["${label.map(escapeLabel).join('<br/>')}"]`),
    ...edges.map(
      (edge) => `  ${edge.from} ${isReferring(edge) ? '-.->' : '-->'}|${edge.relation}| ${edge.to}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

// https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
function escapeLabel(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:@/·_+-]/gu, (character) => `#${character.codePointAt(0)};`);
}

/** The graph in Graphviz' language; `tooltip` holds each whole digest. */
export function toDot(state: GraphState): string {
  const { nodes, edges } = nameNodes(state);
  const lines = [
    `digraph ${quote(state.reference)} {`,
    '  rankdir=LR;',
    '  node [shape=box, fontname="sans-serif"];',
    ...nodes.map(
      ({ id, label, node }) => `  ${id} [label=${quote(label.join('\n'))}, tooltip=${quote(node.digest)}];`,
    ),
    ...edges.map((edge) => {
      const style = isReferring(edge) ? 'dashed' : 'solid';
      return `  ${edge.from} -> ${edge.to} [label=${quote(edge.relation)}, style=${style}];`;
    }),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

// https://graphviz.org/doc/info/lang.html: within quotes only the quote ends, and a backslash begins an escape.
function quote(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replace(/[\p{Cc}--\n]/gv, ' ')
    .replaceAll('\n', '\\n');
  return `"${escaped}"`;
}

/** A node with a short id of its own and the lines of its label. */
type NamedNode = { readonly id: string; readonly node: GraphNode; readonly label: readonly string[] };

/** An edge by the ids of its ends. */
type NamedEdge = {
  readonly from: string;
  readonly to: string;
  readonly relation: GraphEdge['relation'];
};

/** The nodes and edges of a graph in the order they were learned; edges to what nobody has named are left out. */
function nameNodes(state: GraphState): {
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
function isReferring({ relation }: Pick<NamedEdge, 'relation'>): boolean {
  return relation === 'subject' || relation === 'about';
}
