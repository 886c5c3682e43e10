import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { surveyExample } from '#e2e/fakes/survey-example';
import { planUntag } from '#lib/transfer/planning/delete/plan-untag';

const unknown = { deletesTags: undefined };

test('one tag is removed, and the others are kept by name', () => {
  const draft = planUntag(
    surveyExample({ tag: '1.0', tags: { '1.0': 1, '1': 1, latest: 1, old: 7 } }),
    unknown,
  );
  expect(draft.steps).toMatchObject([
    { verb: 'untag', tag: '1.0', digest: digestOf(1), target: 'registry.example/acme/app:1.0' },
  ]);
  expect(draft.kept).toEqual([
    { digest: digestOf(1), why: 'Only its tag is removed; 1 and latest still point to it.' },
  ]);
  expect([draft.warnings, draft.blockers, draft.confirm]).toEqual([[], [], undefined]);
});

test('the last tag is warned about, with what hangs on the manifest', () => {
  const survey = surveyExample({ tag: '1.0', tags: { '1.0': 1 }, referrers: { 1: [2, 3] } });
  expect(planUntag(survey, unknown).warnings).toMatchObject([
    { code: 'last-tag', text: expect.stringContaining('2 artifacts attached to it') },
  ]);
});

test('where the registry deletes no tags, a placeholder takes the tag away, and the plan says so', () => {
  const survey = surveyExample({ tag: '1.0', tags: { '1.0': 1, latest: 1 } });
  const draft = planUntag(survey, { deletesTags: false });
  expect(draft.steps).toMatchObject([{ verb: 'untag-by-placeholder', tag: '1.0' }]);
  expect(draft.warnings).toMatchObject([{ code: 'by-placeholder' }]);
});

test('a reference without a tag, and a tag that moved, give no plan', () => {
  expect(planUntag(surveyExample({}), unknown)).toMatchObject({
    steps: [],
    blockers: [{ code: 'no-tag', isAcceptable: false }],
  });
  const moved = surveyExample({ tag: '1.0', tags: { '1.0': 2 } });
  expect(planUntag(moved, unknown).blockers).toMatchObject([{ code: 'tag-moved', isAcceptable: false }]);
});
