import { expect, test } from 'vitest';
import { nodeOf } from '#e2e/fakes/graph-example';
import type { bindingStates } from '#lib/oci/binding';
import { mergeNode } from './merge-node.ts';
import type { GraphNode } from './model.ts';

const report = nodeOf(1, { kind: 'sbom', format: 'spdx-json', title: 'SPDX SBOM', state: 'loaded' });
const document = nodeOf(1, {
  ...report,
  title: 'SPDX 2.3 · 214 packages',
  confidence: 'content',
});

/** Both ways, which must be the same. */
function merged(a: GraphNode, b: GraphNode): GraphNode {
  expect(mergeNode(a, b)).toEqual(mergeNode(b, a));
  return mergeNode(a, b);
}

test('what a document said is not taken back by a walk that reads only what is declared', () => {
  expect(merged(document, report).title).toBe('SPDX 2.3 · 214 packages');
});

test('what was read wins over what was only listed, and has no reason for not being read', () => {
  const unreadable = nodeOf(1, { title: 'Artifact', state: 'unreadable', reason: 'It timed out.' });
  const node = merged(unreadable, report);
  expect(node).toMatchObject({ title: 'SPDX SBOM', state: 'loaded' });
  expect(node).not.toHaveProperty('reason');
});

test('what the registry does not have stays missing, whoever lists it or fails to read it', () => {
  const missing = nodeOf(1, { state: 'missing', reason: 'The registry does not have it.' });
  for (const state of ['listed', 'unreadable'] as const)
    expect(merged(missing, nodeOf(1, { state, reason: 'x' })).reason).toBe(missing.reason);
});

test('what a list knows of a missing thing is kept, although its subject descriptor says nothing', () => {
  const missing = nodeOf(1, { mediaType: '', kind: 'artifact', title: 'Artifact', state: 'missing' });
  const listed = nodeOf(1, { kind: 'sbom', title: 'SPDX SBOM', artifactType: 'application/spdx+json' });
  expect(merged(missing, listed)).toMatchObject({ kind: 'sbom', title: 'SPDX SBOM', state: 'missing' });
});

test('tags add up in one order', () => {
  expect(merged(nodeOf(1, { tags: ['latest'] }), nodeOf(1, { tags: ['1.0', 'latest'] })).tags).toEqual([
    '1.0',
    'latest',
  ]);
});

test('an image that is listed for several platforms is called by all of them', () => {
  const listed = (platform: string) => nodeOf(1, { title: platform, platform });
  const [v6, v7] = [listed('linux/arm/v6'), listed('linux/arm/v7')] as const;
  const both = merged(v6, v7);
  expect(both).toMatchObject({
    title: 'linux/arm/v6, linux/arm/v7',
    platform: 'linux/arm/v7',
    platforms: ['linux/arm/v6', 'linux/arm/v7'],
  });
  expect(merged(both, v6)).toEqual(both);
});

test('an image that is read by itself keeps its platform, and is called by it', () => {
  const listed = nodeOf(1, { title: 'linux/arm64', platform: 'linux/arm64' });
  const loaded = (title: string) => nodeOf(1, { title, state: 'loaded' });
  expect(merged(listed, loaded('Image'))).toMatchObject({ title: 'linux/arm64', platform: 'linux/arm64' });
  expect(merged(listed, loaded('Image · eStargz')).title).toBe('linux/arm64 · eStargz');
});

test('a node that adds nothing leaves the very same node', () => {
  const node = { ...document, tags: ['1.0'], platform: 'linux/arm64' };
  expect(mergeNode(node, { ...report })).toBe(node);
  expect(mergeNode(node, { ...node })).toBe(node);
});

test('a comparison that found another digest is not taken back by one that could not compare', () => {
  const bound = (state: (typeof bindingStates)[number]) => ({ ...document, binding: { state } });
  expect(merged(bound('other'), bound('unknown')).binding).toEqual({ state: 'other' });
});

test('of two readings of what is declared the one with details and with its reason wins', () => {
  const parts = [
    { digest: nodeOf(2).digest, kind: 'sbom', format: 'spdx-json', title: 'SPDX SBOM' },
  ] as const;
  expect(merged({ ...report, title: 'A', parts }, { ...report, title: 'B' })).toMatchObject({
    title: 'A',
    parts,
  });
  const basis = 'What it carries could not be read: It timed out.';
  expect(merged({ ...report, title: 'A', basis }, { ...report, title: 'B' }).basis).toBe(basis);
  expect(merged({ ...report, title: 'B', basis }, { ...report, title: 'A' }).basis).toBe(basis);
});
