import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { mediaTypes } from '#lib/oci/media-type';
import { storedArtifacts } from './stored-artifacts.ts';

const noReferrers = (number: number) =>
  ({ about: digestOf(number), question: 'referrers', source: 'referrers-api', state: 'none' }) as const;

test('an index is as old as the newest image that it holds, unless one does not say', () => {
  const index = nodeOf(1, { kind: 'index', mediaType: mediaTypes.ociIndex });
  const images = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'].map((created, at) =>
    nodeOf(at + 2, { kind: 'image', mediaType: mediaTypes.ociManifest, created }),
  );
  const edges = [
    [1, 'child', 2],
    [1, 'child', 3],
  ] as const;
  const [found] = storedArtifacts(stateOf({ nodes: [index, ...images], edges }));
  expect(found).toMatchObject({ created: '2026-02-01T00:00:00Z', holds: [2, 3].map(digestOf) });
  const { created: _, ...undated } = nodeOf(3, { kind: 'image', mediaType: mediaTypes.ociManifest });
  const nodes = [index, ...images.slice(0, 1), undated];
  expect(storedArtifacts(stateOf({ nodes, edges }))[0]?.created).toBeUndefined();
});

test('signed is found, proven not to be, or not known', () => {
  const image = nodeOf(1, { kind: 'image', mediaType: mediaTypes.ociManifest });
  const signature = nodeOf(2, { kind: 'signature', mediaType: mediaTypes.ociManifest });
  const signedOf = (example: Parameters<typeof stateOf>[0]) => storedArtifacts(stateOf(example))[0]?.signed;
  expect(signedOf({ nodes: [image, signature], edges: [[2, 'subject', 1]] })).toBe('found');
  expect(signedOf({ nodes: [image], answers: [noReferrers(1)] })).toBe('none');
  expect(signedOf({ nodes: [image] })).toBe('unknown');
});

test('blobs and what lies in another repository are left out', () => {
  const blob = nodeOf(1, { mediaType: 'application/octet-stream' });
  const elsewhere = nodeOf(2, { mediaType: mediaTypes.ociManifest, repository: 'b.example/x' });
  expect(storedArtifacts(stateOf({ nodes: [blob, elsewhere] }))).toEqual([]);
});
