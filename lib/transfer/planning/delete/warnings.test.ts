import { expect, test } from 'vitest';
import { deletedBy, planExample } from '#e2e/fakes/delete-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { surveyExample } from '#e2e/fakes/survey-example';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';

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
