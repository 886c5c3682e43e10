import { expect, test } from 'vitest';
import type { GraphEdge, GraphNode } from '#lib/graph/model';
import { parseDigest } from '#lib/oci/digest';
import { describeNode } from './describe-node.ts';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const other = parseDigest(`sha256:${'b'.repeat(64)}`);
const node: GraphNode = {
  digest,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  annotations: {},
  tags: [],
  state: 'loaded',
  kind: 'sbom',
  format: 'spdx-json',
  title: 'SPDX SBOM',
  confidence: 'declared',
};
const subject: GraphEdge = { from: digest, to: other, relation: 'subject', sources: ['manifest'] };

test('an attachment names what it is attached to', () => {
  expect(describeNode({ ...node, count: 1 }, [subject], () => 'demo/app:1.4.2')).toBe(
    'A list of what is in something with 1 file, attached to demo/app:1.4.2.',
  );
});

test('an image says its platform and its layers', () => {
  const image: GraphNode = { ...node, kind: 'image', platform: 'linux/arm64', count: 7 };
  expect(describeNode(image, [], () => '')).toBe('A container image for linux/arm64 with 7 layers.');
});

test('what is not there is not described as if it were', () => {
  expect(describeNode({ ...node, state: 'missing' }, [], () => '')).toContain('does not have it');
});
