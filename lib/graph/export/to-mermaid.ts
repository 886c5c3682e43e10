import { isReferring, nameNodes } from '#lib/graph/export/name-nodes';
import type { GraphState } from '#lib/graph/graph-state';

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
