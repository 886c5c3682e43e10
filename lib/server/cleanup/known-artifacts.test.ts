import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { storedArtifact } from '#e2e/fakes/repository-facts';
import { referrersTag } from '#lib/oci/referrers-tag';
import { createKnownArtifacts, isMadeOfAnother } from './known-artifacts.ts';

const target = (number: number) => ({
  digest: digestOf(number),
  mediaType: 'application/vnd.oci.image.index.v1+json',
});
const made = referrersTag(digestOf(9));

test('an artifact has its tags, and those that are made from another digest apart', () => {
  const targets = new Map([
    ['1.0', target(1)],
    [`${made}.sig`, target(1)],
  ]);
  const known = createKnownArtifacts(targets, new Map());
  expect(known.add([storedArtifact(1)])).toMatchObject([{ tags: ['1.0'], madeTags: [`${made}.sig`] }]);
});

test('what two walks say of one artifact adds up, and less takes nothing away', () => {
  const known = createKnownArtifacts(new Map(), new Map());
  known.add([storedArtifact(1, { subjects: [5], signed: 'found' })]);
  const {
    size: _,
    series: _series,
    ...bare
  } = storedArtifact(1, { subjects: [6], days: null, signed: 'none' });
  const [merged] = known.add([bare]);
  expect(merged).toMatchObject({ subjects: [5, 6].map(digestOf), signed: 'found', size: 10 });
  expect(known.get(digestOf(1))).toEqual(merged);
});

test('an index holds what was read of it, a list of referrers nothing', () => {
  const indexes = new Map([[digestOf(1), [digestOf(3)]]]);
  const known = createKnownArtifacts(new Map([[made, target(2)]]), indexes);
  const found = known.add([storedArtifact(1, { holds: [4] }), storedArtifact(2, { holds: [4] })]);
  expect(found.map(({ holds }) => holds)).toEqual([[4, 3].map(digestOf), []]);
});

test('a tag of the same digest is no tag of another: GitLab answers so', () => {
  expect(isMadeOfAnother(made, digestOf(9))).toBe(false);
  expect(isMadeOfAnother(made, digestOf(1))).toBe(true);
  expect(isMadeOfAnother('1.0', digestOf(1))).toBe(false);
});
