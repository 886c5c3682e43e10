import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** Many of one kind and form under one parent, drawn as one pile with the latest on top. */
export type Stack = { readonly key: string; readonly members: readonly GraphNode[] };

/** From so many of the same on, a pile says more than a row of twins. */
const stackFrom = 4;

/** Siblings of one lane with those that look alike piled up, each pile in the place of its first member. */
export function groupSiblings(
  parent: Digest,
  lane: string,
  siblings: readonly GraphNode[],
): readonly (GraphNode | Stack)[] {
  if (siblings.length < stackFrom) return siblings;
  // By the plain words first: keys are made only for the few groups that become a stack.
  const forms = new Set<string>();
  for (const node of siblings) forms.add(`${node.kind} ${formOf(node)}`);
  if (forms.size === siblings.length) return siblings;
  const groups = Map.groupBy(siblings, (node) => `${node.kind} ${formOf(node)}`);
  return [...groups.values()].flatMap((members): readonly (GraphNode | Stack)[] => {
    const [first] = members;
    if (first === undefined || members.length < stackFrom) return members;
    return [{ key: stackKey(parent, lane, first), members }];
  });
}

/** Referrers in the order people ask for them, the latest of each kind first. */
export function sortReferrers(nodes: readonly GraphNode[]): readonly GraphNode[] {
  return [...nodes].sort(
    (a, b) =>
      rank(a.kind) - rank(b.kind) ||
      compare(formOf(a), formOf(b)) ||
      compare(b.created ?? '', a.created ?? '') ||
      compare(a.title, b.title) ||
      compare(a.digest, b.digest),
  );
}

/**
 * What makes artifacts of one kind alike. Their titles tell them apart, report from report, and change when they are
 * read; the type they were pushed under does not. Platforms are what they are called.
 */
function formOf(node: GraphNode): string {
  if (node.kind === 'image' || node.kind === 'index') return node.title;
  return node.artifactType ?? node.format;
}

// The key stands in the URL: it must not change while the graph grows, and should say what it opens.
function stackKey(parent: Digest, lane: string, node: GraphNode): string {
  const form = formOf(node)
    .toLowerCase()
    .replace(/^application\/(?:vnd\.)?/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const { encoded } = digestParts(parent);
  return `${encoded.slice(0, 12)}.${lane}.${node.kind}.${form.slice(0, 40)}`;
}

const order: readonly Kind[] = [
  'signature',
  'provenance',
  'attestation',
  'sbom',
  'vulnerability-report',
  'vex',
  'test-result',
];

function rank(kind: Kind): number {
  const place = order.indexOf(kind);
  return place < 0 ? order.length : place;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
