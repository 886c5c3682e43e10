import { expect, test } from 'vitest';
import { deletedBy, planExample } from '#e2e/fakes/delete-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { surveyExample } from '#e2e/fakes/survey-example';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';

test('a platform with a tag, or in another index, stays with what is attached to it, and the plan says why', () => {
  const draft = planExample({
    children: { 1: [2, 3, 4] },
    referrers: { 3: [5], 4: [6] },
    tags: { '1.0': 1, '1.0-arm64': 3 },
    holders: { 4: { 9: ['1.1', '1'] } },
    tag: '1.0',
  });
  expect(new Set(deletedBy(draft))).toEqual(new Set([1, 2].map(digestOf)));
  expect(draft.kept).toEqual([
    { digest: digestOf(3), why: 'The tag 1.0-arm64 points to it.' },
    { digest: digestOf(4), why: 'The index 1.1 and 1 contains it too.' },
    { digest: digestOf(5), why: expect.stringContaining('attached to Artifact 3') },
    { digest: digestOf(6), why: expect.stringContaining('attached to Artifact 4') },
  ]);
});

test('an entry of the index that is attached to something outside stays with it', () => {
  const survey = surveyExample({ children: { 1: [2, 3] } });
  const entry = survey.manifests.get(digestOf(3));
  const manifests = new Map(survey.manifests);
  if (entry !== undefined) manifests.set(digestOf(3), { ...entry, subject: digestOf(50) });
  const request = { action: 'delete', ref: 'x', scope: 'graph' } as const;
  const draft = planDelete({ ...survey, manifests }, request, { deletesTags: undefined });
  expect(draft.kept).toMatchObject([{ digest: digestOf(3) }]);
  expect(draft.kept[0]?.why).toContain('attached to');
  const missing = new Map([[digestOf(50), 'The registry does not have it.']]);
  expect(planDelete({ ...survey, manifests, missing }, request, { deletesTags: undefined }).kept).toEqual([]);
});
