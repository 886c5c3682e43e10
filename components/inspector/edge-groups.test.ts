import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { groupEdges } from './edge-groups.ts';

const { edges } = stateOf({
  nodes: [1, 2, 3, 4].map((number) => nodeOf(number)),
  edges: [
    [2, 'subject', 1],
    [3, 'subject', 1],
    [1, 'child', 4],
    [2, 'config', 3],
  ],
});

test('edges are grouped by relation and direction, as the node sees them', () => {
  expect(groupEdges(edges.values(), digestOf(1))).toEqual([
    { title: 'Referred to by', from: 'its manifest', ends: [digestOf(2), digestOf(3)] },
    { title: 'Contains', from: 'its manifest', ends: [digestOf(4)] },
  ]);
});

test('edges from other sources stand apart', () => {
  const changed = [...edges.values()].map((edge) =>
    edge.from === digestOf(3) ? { ...edge, sources: ['referrers-api', 'cosign-tags'] as const } : edge,
  );
  expect(groupEdges(changed, digestOf(1)).map(({ from }) => from)).toEqual([
    'its manifest',
    'referrers API and cosign tags',
    'its manifest',
  ]);
});

test('a node without edges has no groups', () => {
  expect(groupEdges(edges.values(), digestOf(9))).toEqual([]);
});
