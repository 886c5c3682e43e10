import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { bindingStates } from '#lib/oci/binding';
import { listedPlatforms } from './listed-platforms.ts';
import { mergeNode } from './merge-node.ts';
import type { GraphNode } from './model.ts';
import { nodeStates } from './model.ts';

const platforms = [undefined, 'linux/amd64', 'linux/arm64/v8'];

/** Any observation of one node, as walks make them: images in an index are called by their platform. */
const observation = fc
  .record({
    state: fc.constantFrom(...nodeStates),
    reason: fc.constantFrom(undefined, 'It timed out.', 'Not for you.'),
    kind: fc.constantFrom('image', 'index', 'sbom', 'signature'),
    words: fc.constantFrom('', ' · eStargz'),
    confidence: fc.constantFrom('content', 'declared', 'name'),
    binding: fc.constantFrom(undefined, ...bindingStates),
    basis: fc.constantFrom(undefined, 'Only its beginning was read.'),
    mediaType: fc.constantFrom('', 'application/a', 'application/b'),
    artifactType: fc.constantFrom(undefined, 'application/c'),
    size: fc.constantFrom(undefined, 1, 2),
    created: fc.constantFrom(undefined, '2026-01-01T00:00:00Z'),
    annotations: fc.constantFrom({}, { a: '1' }, { a: '2', b: '3' }),
    tags: fc.uniqueArray(fc.constantFrom('1', '2', 'latest'), { maxLength: 3 }),
    platform: fc.constantFrom(...platforms),
    repository: fc.constantFrom(undefined, 'a.test/b', 'a.test/c'),
  } as const)
  .map(
    ({
      reason,
      words,
      binding,
      basis,
      artifactType,
      size,
      created,
      platform,
      repository,
      ...rest
    }): GraphNode => {
      const plain = { image: 'Image', index: 'Index', sbom: 'SBOM', signature: 'Signature' }[rest.kind];
      const isNamed = platform !== undefined && (rest.kind === 'image' || rest.kind === 'index');
      return {
        digest: digestOf(1),
        format: 'oci',
        title: (isNamed ? platform : plain) + words,
        ...rest,
        tags: rest.tags.toSorted(),
        ...(reason === undefined ? {} : { reason }),
        ...(binding === undefined ? {} : { binding: { state: binding } }),
        ...(basis === undefined ? {} : { basis }),
        ...(artifactType === undefined ? {} : { artifactType }),
        ...(size === undefined ? {} : { size }),
        ...(created === undefined ? {} : { created }),
        ...(platform === undefined ? {} : { platform }),
        ...(repository === undefined ? {} : { repository }),
      };
    },
  );

const runs = { numRuns: 2_000 };

test('merging is associative: it makes no difference which two meet first', () => {
  fc.assert(
    fc.property(observation, observation, observation, (a, b, c) => {
      expect(mergeNode(mergeNode(a, b), c)).toEqual(mergeNode(a, mergeNode(b, c)));
    }),
    runs,
  );
});

test('merging is commutative and idempotent', () => {
  fc.assert(
    fc.property(observation, observation, (a, b) => {
      const both = mergeNode(a, b);
      expect(mergeNode(b, a)).toEqual(both);
      expect([mergeNode(both, a), mergeNode(both, b), mergeNode(a, { ...a })]).toEqual([both, both, a]);
    }),
    runs,
  );
});

test('merging never loses a document that was read, a tag, a platform or a manifest that was found', () => {
  fc.assert(
    fc.property(observation, observation, (a, b) => {
      const both = mergeNode(a, b);
      for (const one of [a, b]) {
        expect(both.tags).toEqual(expect.arrayContaining([...one.tags]));
        expect(listedPlatforms(both)).toEqual(expect.arrayContaining([...listedPlatforms(one)]));
        if (one.state === 'loaded') expect(both.state).toBe('loaded');
        if (one.state === 'loaded' && one.confidence === 'content') expect(both.confidence).toBe('content');
      }
    }),
    runs,
  );
});
