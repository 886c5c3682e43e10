import { evidenceOf } from '#lib/graph/evidence';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';

/** Whether vulnerability reports hang on a node, or of the artifact of the page on a platform of it. */
export function hasReports(node: GraphNode, state: GraphState): boolean {
  if (node.digest === state.root)
    return evidenceOf(state).some(({ kind, state: is }) => kind === 'vulnerability-report' && is === 'found');
  const attached = [...state.edges.values()].filter(
    ({ to, relation }) => to === node.digest && (relation === 'subject' || relation === 'about'),
  );
  return attached.some(({ from }) => isReport(state.nodes.get(from)));
}

function isReport(node: GraphNode | undefined): boolean {
  const isOne = ({ kind }: { readonly kind: string }) => kind === 'vulnerability-report';
  return node !== undefined && (isOne(node) || (node.parts ?? []).some(isOne));
}
