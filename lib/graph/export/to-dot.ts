import { isReferring, nameNodes } from '#lib/graph/export/name-nodes';
import type { GraphState } from '#lib/graph/graph-state';

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
