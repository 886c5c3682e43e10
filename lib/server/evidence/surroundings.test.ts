import { expect, test } from 'vitest';
import { addFacts } from '#lib/graph/collect-facts';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Fact, GraphNode, Relation } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { surroundingsOf } from './surroundings.ts';

const digestOf = (letter: string) => parseDigest(`sha256:${letter.repeat(64)}`);
const [root, image, attached, buildkit, list] = [...'abcde'].map(digestOf) as [
  Digest,
  Digest,
  Digest,
  Digest,
  Digest,
];

function node(digest: Digest, more: Partial<GraphNode>): Fact {
  const told = { kind: 'artifact', format: 'x', title: 'x', confidence: 'declared' } as const;
  const base = {
    digest,
    mediaType: mediaTypes.ociManifest,
    annotations: {},
    tags: [],
    state: 'listed',
  } as const;
  return { type: 'node', node: { ...told, ...base, ...more } };
}

function edge(from: Digest, relation: Relation, to: Digest): Fact {
  return { type: 'edge', edge: { from, to, relation, sources: ['manifest'] } };
}

const index: readonly Fact[] = [
  { type: 'root', root, reference: 'localhost:5000/acme/app:1.0' },
  node(root, { kind: 'index', mediaType: mediaTypes.ociIndex, tags: ['1.0'] }),
  node(image, { kind: 'image', platform: 'linux/arm64' }),
  edge(root, 'child', image),
];

function around(facts: readonly Fact[]) {
  return surroundingsOf(addFacts(emptyGraphState, [...index, ...facts]));
}

test('what hangs on a platform of an index is about the platform', () => {
  const found = around([node(attached, { kind: 'vex' }), edge(attached, 'subject', image)]);
  expect(found?.platforms).toEqual(new Map([[image, 'linux/arm64']]));
  expect(found?.carriers).toMatchObject([{ node: { digest: attached }, about: image }]);
});

test('an attestation in the index is no platform, and is about the one that it names', () => {
  const found = around([
    node(buildkit, { kind: 'attestation' }),
    edge(root, 'child', buildkit),
    edge(buildkit, 'about', image),
  ]);
  expect([...(found?.platforms.keys() ?? [])]).toEqual([image]);
  expect(found?.carriers).toMatchObject([{ node: { digest: buildkit }, about: image }]);
});

test('an index that is attached gives what it holds', () => {
  const found = around([
    node(list, { mediaType: mediaTypes.ociIndex }),
    edge(list, 'subject', root),
    node(attached, { kind: 'sbom' }),
    edge(list, 'child', attached),
  ]);
  expect(found?.carriers).toMatchObject([{ node: { digest: attached }, about: root }]);
});

test('what was read and is no evidence is not read again, and what was not read may be', () => {
  const kinds = (confidence: GraphNode['confidence']) =>
    around([node(attached, { confidence }), edge(attached, 'subject', root)])?.carriers.length;
  expect([kinds('content'), kinds('declared')]).toEqual([0, 1]);
});

test('the artifact is known by its tag and its digest', () => {
  expect(around([])?.references).toEqual(['localhost:5000/acme/app:1.0', `localhost:5000/acme/app@${root}`]);
});

test('a walk that has not begun has no surroundings', () => {
  expect(surroundingsOf(emptyGraphState)).toBeUndefined();
});
