import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { groupTags, splitTags } from './group-tags.ts';

const a = parseDigest(`sha256:${'a'.repeat(64)}`);
const b = parseDigest(`sha256:${'b'.repeat(64)}`);
const signature = `sha256-${'a'.repeat(64)}.sig`;
const { given, digestTags } = splitTags(['latest', '2.4', signature, '2.3', `sha256-${'a'.repeat(64)}`]);

const rows = (digests: ReadonlyMap<string, typeof a>, open: readonly string[] = []) =>
  groupTags({ tags: given, all: new Set(given), digests, digestTags, open: new Set(open) }).map((row) =>
    row.type === 'digest-tag'
      ? `digest tag ${row.tag.length}`
      : [row.tag, ...row.others, row.digestTags.length].join(' '),
  );

test('tags made from digests are set apart from those that people gave', () => {
  expect(given).toEqual(['latest', '2.4', '2.3']);
  expect(digestTags.get(`sha256-${'a'.repeat(64)}`)).toHaveLength(2);
});

test('as long as nobody knows what a tag points to it stands alone', () => {
  expect(rows(new Map())).toEqual(['latest 0', '2.4 0', '2.3 0']);
});

test('tags that share a digest are one artifact, and what was made from it is folded under it', () => {
  const digests = new Map([
    ['latest', a],
    ['2.4', a],
    ['2.3', b],
  ]);
  expect(rows(digests)).toEqual(['2.4 latest 2', '2.3 0']);
  expect(rows(digests, ['2.4'])).toEqual(['2.4 latest 2', 'digest tag 75', 'digest tag 71', '2.3 0']);
});

test('an artifact stands where its version does, not where its alias is', () => {
  const digests = new Map([
    ['latest', b],
    ['2.4', a],
    ['2.3', b],
  ]);
  expect(rows(digests)).toEqual(['2.4 2', '2.3 latest 0']);
});

const digests = new Map([
  ['latest', a],
  ['2.4', a],
]);

test.each(['2.4', 'latest'])('the filter that leaves only %s still shows both names', (tag) => {
  expect(groupTags({ tags: [tag], all: new Set(given), digests, digestTags, open: new Set() })).toMatchObject(
    [{ tag: '2.4', others: ['latest'] }],
  );
});

test('a tag that has gone is no name any more', () => {
  expect(
    groupTags({ tags: ['2.4'], all: new Set(['2.4']), digests, digestTags, open: new Set() }),
  ).toMatchObject([{ tag: '2.4', others: [] }]);
});
