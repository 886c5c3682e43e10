import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Graph, GraphEdge, GraphNode } from '#lib/graph/model';
import { digestFromHash } from '#lib/oci/digest';
import { graphDocument } from './graph.ts';

const digest = digestFromHash('sha256', 'a'.repeat(64));
const node = (title: string): GraphNode => ({
  digest,
  mediaType: 'application/x',
  kind: 'artifact',
  format: 'application/x',
  title,
  confidence: 'declared',
  annotations: {},
  tags: [],
  state: 'listed',
});
const edge: GraphEdge = { from: digest, to: digest, relation: 'child', sources: ['manifest'] };

test('a graph of any size is the document that it would be in one piece', async () => {
  const sizes = fc.record({
    titles: fc.array(fc.string(), { maxLength: 3 }),
    nodes: fc.constantFrom(0, 1, 499, 500, 501, 1_200),
    edges: fc.constantFrom(0, 1, 501),
  });
  await fc.assert(
    fc.asyncProperty(sizes, async ({ titles, nodes, edges }) => {
      const graph: Graph = {
        root: digest,
        reference: 'a.example/b:1',
        nodes: Array.from({ length: nodes }, (_, nth) => node(titles[nth % 3] ?? '"\u2028')),
        edges: Array.from({ length: edges }, () => edge),
        answers: [],
        complete: false,
        requests: { sent: 1, cached: 0 },
      };
      expect(await new Response(graphDocument(graph)).json()).toEqual(graph);
    }),
    { numRuns: 25 },
  );
});

test('others have their turn while it is written', async () => {
  const nodes = Array.from({ length: 5_000 }, () => node('one'));
  const graph = {
    root: digest,
    reference: '',
    nodes,
    edges: [],
    answers: [],
    complete: true,
    requests: { sent: 0, cached: 0 },
  };
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await new Response(graphDocument(graph)).arrayBuffer();
  isDone = true;
  expect(turns).toBeGreaterThanOrEqual(10);
});
