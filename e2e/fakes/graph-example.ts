import { addFacts } from '#lib/graph/collect-facts';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Answer, Fact, GraphNode, Relation } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { digestFromHash } from '#lib/oci/digest';

/** A digest that is easy to tell from the others. */
export function digestOf(number: number): Digest {
  return digestFromHash('sha256', number.toString(16).padStart(8, '0').padEnd(64, 'e'));
}

/** A node as a walk would give it; an image unless `change` says otherwise. */
export function nodeOf(number: number, change: Partial<GraphNode> = {}): GraphNode {
  return {
    digest: digestOf(number),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    kind: 'image',
    format: 'oci-image',
    title: 'Image',
    confidence: 'declared',
    annotations: {},
    tags: [],
    state: 'listed',
    ...change,
  };
}

type Example = {
  readonly nodes: readonly GraphNode[];
  readonly edges?: readonly (readonly [from: number, relation: Relation, to: number])[];
  readonly answers?: readonly Answer[];
};

/** A finished graph; the first node is its root. */
export function stateOf({ nodes, edges = [], answers = [] }: Example): GraphState {
  const root = nodes[0]?.digest ?? digestOf(1);
  const facts: Fact[] = [
    { type: 'root', root, reference: 'localhost:5000/demo/app:1.4.2' },
    ...nodes.map((node): Fact => ({ type: 'node', node })),
    ...edges.map(
      ([from, relation, to]): Fact => ({
        type: 'edge',
        edge: { from: digestOf(from), to: digestOf(to), relation, sources: ['manifest'] },
      }),
    ),
    ...answers.map((answer): Fact => ({ type: 'answer', answer })),
    { type: 'end', complete: true, requests: { sent: 2, cached: 0 }, milliseconds: 5 },
  ];
  return addFacts(emptyGraphState, facts);
}
