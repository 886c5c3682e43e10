import { expect, test } from 'vitest';
import { codesOf, deletedBy, planExample } from '#e2e/fakes/delete-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { surveyExample } from '#e2e/fakes/survey-example';
import { referrersTag } from '#lib/oci/referrers-tag';
import { planDelete } from './plan-delete.ts';

test('other tags of the artifact have to be accepted, the one that was asked for not', () => {
  const example = { tags: { '1.0': 1, latest: 1, other: 7 }, tag: '1.0' };
  expect(planExample(example).blockers).toEqual([
    {
      code: 'other-tags',
      text: 'latest points to the same manifest and will be deleted too.',
      digests: [digestOf(1)],
      tags: ['latest'],
      isAcceptable: true,
    },
  ]);
  expect(planExample(example, { accept: ['other-tags'] }).blockers).toEqual([]);
});

test('an attached artifact with a tag of its own has to be accepted', () => {
  const draft = planExample({ referrers: { 1: [2] }, tags: { report: 2 } });
  expect(draft.blockers).toMatchObject([{ code: 'tagged-referrers', tags: ['report'], isAcceptable: true }]);
});

test('an artifact that an index holds has to be accepted, and so has one that would be left without a subject', () => {
  const held = planExample({ holders: { 1: { 9: ['multi'] } } });
  expect(held.blockers).toMatchObject([
    { code: 'held-by-index', tags: ['multi'], text: expect.stringContaining('The index multi') },
  ]);
  const left = planExample({ referrers: { 1: [2] }, holders: { 2: { 9: ['bundle'] } } });
  expect(left.blockers).toMatchObject([{ code: 'referrers-stay', digests: [digestOf(2)] }]);
  expect(codesOf(left.warnings)).toContain('registry-cascades');
});

test('whatever is unknown stops the plan once a kind, and says what could be lost', () => {
  const gaps = [
    { code: 'tags-unknown', text: 'One.', tags: ['a'] },
    { code: 'tags-unknown', text: 'Two.' },
    { code: 'indexes-unknown', text: 'Three.', digests: [digestOf(9)] },
    { code: 'elsewhere-unknown', text: 'Four.' },
  ];
  const draft = planExample({ gaps });
  expect(codesOf(draft.blockers)).toEqual(['tags-unknown', 'indexes-unknown']);
  expect(draft.blockers[0]?.text).toBe(
    'One. Two. An unseen tag may point to a deleted artifact and would disappear with it.',
  );
  expect(codesOf(draft.warnings)).toEqual(['unseen', 'elsewhere-unknown']);
  expect(planExample({ gaps }, { accept: ['tags-unknown', 'indexes-unknown'] }).blockers).toEqual([]);
});

test('a tag that moved meanwhile cannot be accepted', () => {
  const draft = planExample({ tags: { '1.0': 2 }, tag: '1.0' }, { accept: ['tag-moved'] });
  expect(draft.blockers).toMatchObject([{ code: 'tag-moved', isAcceptable: false }]);
});

test('what was accepted is still told of: there may be more of it by now', () => {
  const survey = surveyExample({ tag: '1.0', tags: { '1.0': 1, latest: 1, prod: 1 } });
  const request = { action: 'delete', ref: 'x', scope: 'graph', accept: ['other-tags'] } as const;
  const draft = planDelete(survey, request, { deletesTags: undefined });
  expect(draft.blockers).toEqual([]);
  expect(draft.warnings).toContainEqual(
    expect.objectContaining({ code: 'other-tags', tags: ['latest', 'prod'] }),
  );
});

test('a tag whose name is made from a digest of the graph is no other tag of the artifact', () => {
  const made = `${referrersTag(digestOf(1))}.sig`;
  expect(planExample({ tags: { '1.0': 1, [made]: 1 }, tag: '1.0' }).blockers).toEqual([]);
});

test('what is attached in another repository stays there, and the plan says so', () => {
  const draft = planExample({ elsewhere: { 1: [5] } });
  expect(deletedBy(draft)).toEqual([digestOf(1)]);
  expect(draft.warnings).toMatchObject([
    { code: 'unseen' },
    {
      code: 'attached-elsewhere',
      text: '1 artifact attached in registry.example/acme/signatures will stay there.',
    },
  ]);
});

test('a part that stays although its index goes, with no tag and no other index, is told of', () => {
  const survey = surveyExample({
    children: { 1: [2, 3] },
    referrers: { 2: [3] },
    holders: { 2: { 99: ['outside'] } },
  });
  const draft = planDelete(
    survey,
    { action: 'delete', ref: 'x', scope: 'graph' },
    { deletesTags: undefined },
  );
  expect(draft.kept.map(({ digest }) => digest)).toEqual([digestOf(2), digestOf(3)]);
  const told = draft.warnings.find(({ code }) => code === 'parts-untagged');
  expect(told?.digests).toEqual([digestOf(3)]);
});
