import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { describeNode, describeSize, groupEdges, subjectEdge } from './describe-node.ts';

const image = nodeOf(1, { title: 'Image' });
const sbom = nodeOf(2, { kind: 'sbom', title: 'SPDX SBOM', count: 1 });
const signature = nodeOf(3, { kind: 'signature' });
const state = stateOf({
  nodes: [image, sbom, signature],
  edges: [
    [2, 'subject', 1],
    [3, 'about', 2],
  ],
});

test('what is attached to the artifact of the page names its reference', () => {
  expect(describeNode(sbom, state)).toBe('An SBOM, attached to demo/app:1.4.2.');
});

test('what is attached to another node names its title, or else its digest', () => {
  expect(describeNode(signature, state)).toBe('A signature, attached to SPDX SBOM.');
  const unread = stateOf({ nodes: [image, signature], edges: [[3, 'subject', 9]] });
  expect(describeNode(signature, unread)).toMatch(/attached to sha256:[0-9a-f]+/);
});

test('an image says its platform and its layers', () => {
  const arm = nodeOf(4, { platform: 'linux/arm64', count: 7 });
  expect(describeNode(arm, state)).toBe('A container image for linux/arm64 with 7 layers.');
});

test('what is missing is not described as if it were there', () => {
  expect(describeNode({ ...sbom, state: 'missing' }, state)).toContain('does not have it');
});

test('an artifact without a subject has no edge to one', () => {
  expect(subjectEdge(image, state)).toBeUndefined();
  expect(subjectEdge(signature, state)?.relation).toBe('about');
});

test('a size is exact when it is rounded, and stands beside that of the content', () => {
  expect(describeSize(12, undefined)).not.toContain('bytes)');
  expect(describeSize(123_456, undefined)).toContain('(123,456 bytes)');
  expect(describeSize(856, 2_000_000)).toMatch(/of content, manifest /);
});

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
