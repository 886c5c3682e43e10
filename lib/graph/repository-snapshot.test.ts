import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import type { RepositorySnapshot, SnapshotUnknown } from './repository-snapshot.ts';
import {
  ancestorsOf,
  emptySnapshot,
  holdersOf,
  tagsOf,
  whyHoldersUnknown,
  whyTagsUnknown,
} from './repository-snapshot.ts';

const [image, index, group] = [digestOf(1), digestOf(2), digestOf(3)];
const snapshot: RepositorySnapshot = {
  targets: new Map([
    ['1.0', { digest: image, mediaType: 'application/x' }],
    ['latest', { digest: image, mediaType: 'application/x' }],
    ['all', { digest: group, mediaType: 'application/y' }],
  ]),
  holders: new Map([
    [
      image,
      [
        { digest: index, tags: ['all'] },
        { digest: group, tags: ['all'] },
      ],
    ],
    [index, [{ digest: group, tags: ['all'] }]],
    // Two indexes cannot hold each other by digest, but a registry may say so.
    [group, [{ digest: index, tags: ['all'] }]],
  ]),
  unknowns: [],
};
const unknown = { reason: 'It timed out.', code: 'timeout' } as const;
const withUnknown = (one: SnapshotUnknown): RepositorySnapshot => ({ ...emptySnapshot, unknowns: [one] });

test('tags and indexes are found by what they point to and hold', () => {
  expect(tagsOf(snapshot, image)).toEqual(['1.0', 'latest']);
  expect(holdersOf(snapshot, image).map(({ digest }) => digest)).toEqual([index, group]);
  expect([tagsOf(snapshot, index), holdersOf(snapshot, digestOf(9))]).toEqual([[], []]);
});

test('above a manifest stand the indexes that hold it and those that hold these, each once', () => {
  expect(ancestorsOf(snapshot, image)).toEqual([
    { digest: index, tags: ['all'], holds: [image, group] },
    { digest: group, tags: ['all'], holds: [image, index] },
  ]);
  expect(ancestorsOf(snapshot, index).map(({ digest }) => digest)).toEqual([group]);
});

test('a tag that is unknown leaves both questions open, an index only that of the indexes', () => {
  expect([whyTagsUnknown(snapshot), whyHoldersUnknown(snapshot)]).toEqual([undefined, undefined]);
  const tags = withUnknown({ ...unknown, part: 'tags', tags: ['1.0'], count: 1 });
  expect([whyTagsUnknown(tags)?.code, whyHoldersUnknown(tags)?.code]).toEqual(['timeout', 'timeout']);
  const indexes = withUnknown({ ...unknown, part: 'indexes', digests: [index] });
  expect([whyTagsUnknown(indexes), whyHoldersUnknown(indexes)?.code]).toEqual([undefined, 'timeout']);
});
