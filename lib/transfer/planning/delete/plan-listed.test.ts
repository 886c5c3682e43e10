import { expect, test } from 'vitest';
import { codesOf, deletedBy } from '#e2e/fakes/delete-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { surveyExample } from '#e2e/fakes/survey-example';
import { referrersTag } from '#lib/oci/referrers-tag';
import { planListed } from './plan-listed.ts';

type Listed = {
  readonly chosen: readonly number[];
  readonly tags?: readonly string[];
  readonly archive?: boolean;
  readonly only?: boolean;
};

function plan(
  example: Parameters<typeof surveyExample>[0],
  { chosen, tags, archive = false, only }: Listed,
  deletesTags?: boolean,
) {
  const request = {
    action: 'delete',
    scope: 'listed',
    ref: 'registry.example/acme/app',
    digests: chosen.map(digestOf),
    tags,
    archive,
    only,
  } as const;
  return planListed(surveyExample(example), request, { deletesTags });
}

test('several go with what hangs on each of them, archive first', () => {
  const example = { manifests: [2], referrers: { 1: [3], 2: [4] }, tags: { a: 1, b: 2 } };
  const draft = plan(example, { chosen: [1, 2], tags: ['a', 'b'], archive: true });
  expect(new Set(deletedBy(draft))).toEqual(new Set([1, 2, 3, 4].map(digestOf)));
  expect(draft.steps[0]).toMatchObject({ verb: 'archive' });
  expect(draft.blockers).toEqual([]);
  expect(draft).toMatchObject({
    title: 'Delete 2 artifacts of registry.example/acme/app',
    confirm: 'acme/app',
  });
});

test('only the chosen go when nothing else may, not a part that was there before', () => {
  const example = { children: { 1: [2, 3] }, tags: { a: 1 } };
  const draft = plan(example, { chosen: [1, 2], tags: ['a'], only: true });
  expect(new Set(deletedBy(draft))).toEqual(new Set([1, 2].map(digestOf)));
  expect(draft.kept).toEqual([{ digest: digestOf(3), why: 'You did not choose it.' }]);
});

test('a chosen one stays with what somebody else has attached to it', () => {
  const draft = plan({ referrers: { 1: [3] }, tags: { a: 1 } }, { chosen: [1], tags: ['a'], only: true });
  expect(deletedBy(draft)).toEqual([]);
  expect(draft.kept.map(({ digest }) => digest)).toEqual([1, 3].map(digestOf));
  expect(draft.steps).toMatchObject([{ verb: 'untag', tag: 'a' }]);
});

test('one with a tag that was not named stays, and only its named tag is removed', () => {
  const draft = plan(
    { manifests: [2], tags: { a: 1, stable: 1, b: 2 } },
    { chosen: [1, 2], tags: ['a', 'b'] },
  );
  expect(deletedBy(draft)).toEqual([digestOf(2)]);
  expect(draft.kept).toEqual([{ digest: digestOf(1), why: 'The tag stable points to it.' }]);
  expect(draft.steps.at(-1)).toMatchObject({ verb: 'untag', tag: 'a' });
  expect(draft.title).toBe('Delete 1 artifact and 1 tag of registry.example/acme/app');
});

test('one that an index outside holds stays, and what is part of it', () => {
  const draft = plan({ children: { 1: [2] }, holders: { 1: { 9: ['nightly'] } } }, { chosen: [1, 2] });
  expect(draft.kept).toEqual([
    { digest: digestOf(1), why: 'The index nightly contains it too.' },
    { digest: digestOf(2), why: expect.stringContaining('It is part of') },
  ]);
  expect(draft.blockers).toMatchObject([{ code: 'nothing-goes', isAcceptable: false }]);
});

test('a manifest under the tags of two subjects stays for the one that was not named', () => {
  const [gone, alive] = [7, 8].map((subject) => `${referrersTag(digestOf(subject))}.sig`);
  if (gone === undefined || alive === undefined) throw new Error('There are two subjects.');
  const draft = plan({ tags: { [gone]: 1, [alive]: 1 } }, { chosen: [1], tags: [gone] }, false);
  expect(deletedBy(draft)).toEqual([]);
  expect(draft.steps).toMatchObject([{ verb: 'untag-by-placeholder', tag: gone }]);
  expect(codesOf(draft.warnings)).toContain('by-placeholder');
  expect(draft.title).toBe('Remove 1 tag of registry.example/acme/app');
});

test('the tag that cosign gave an attachment goes with it', () => {
  const draft = plan({ tags: { [`${referrersTag(digestOf(7))}.sbom`]: 1 } }, { chosen: [1] });
  expect(deletedBy(draft)).toEqual([digestOf(1)]);
});

test('a list of referrers goes without what it names', () => {
  const draft = plan({ children: { 1: [2] }, tags: { [referrersTag(digestOf(7))]: 1 } }, { chosen: [1] });
  expect(deletedBy(draft)).toEqual([digestOf(1)]);
});

test('a report goes and is taken from the list of its subject, which stays', () => {
  const example = { manifests: [5], referrers: { 5: [1] }, lists: { 5: [1] } };
  const draft = plan(example, { chosen: [1] });
  expect(draft.steps.map(({ verb }) => verb)).toEqual(['unlist-referrers', 'delete-manifest']);
});

test('what could not be read blocks, and what is gone already is said', () => {
  const gaps = [{ code: 'tags-unknown', text: 'Not all tags are known.' }];
  const draft = plan({ gaps }, { chosen: [1, 6] });
  expect(codesOf(draft.blockers)).toEqual(['tags-unknown']);
  expect(codesOf(draft.warnings)).toContain('gone-already');
});
