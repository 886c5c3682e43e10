import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { surveyExample } from '#e2e/fakes/survey-example';
import { referrersTag } from '#lib/oci/referrers-tag';
import { planRepair } from '#lib/transfer/planning/plan-repair';

test('entries that are not there, or that are about something else, are taken from the list', () => {
  const survey = surveyExample({
    referrers: { 1: [2] },
    lists: { 1: [2, 3, 4] },
    missing: [3],
    hasReferrersApi: false,
  });
  expect(planRepair(survey)).toMatchObject({
    steps: [
      {
        verb: 'unlist-referrers',
        subject: digestOf(1),
        referrers: [digestOf(3), digestOf(4)],
        target: `registry.example/acme/app:${referrersTag(digestOf(1))}`,
        after: [],
      },
    ],
    warnings: [],
    blockers: [],
  });
});

test('where the registry has no API, referrers that the list lacks are added, and those of cosign are not', () => {
  const example = { referrers: { 1: [2, 3] }, cosign: { 1: [4] }, lists: { 1: [2] } };
  const { steps } = planRepair(surveyExample({ ...example, hasReferrersApi: false }));
  expect(steps).toMatchObject([{ verb: 'list-referrers', referrers: [{ digest: digestOf(3) }] }]);
  expect(planRepair(surveyExample(example)).steps).toEqual([]);
});

test('a list that is right needs no plan, and the answer says so', () => {
  const right = planRepair(surveyExample({ referrers: { 1: [2] }, lists: { 1: [2] } }));
  expect(right).toMatchObject({ steps: [], warnings: [{ code: 'nothing-to-do' }] });
  expect(planRepair(surveyExample({})).warnings).toMatchObject([
    { text: 'Nothing to repair: there is no referrers tag, and the registry does not need one.' },
  ]);
});

test('an entry that could not be read stays on the list, and the plan says so', () => {
  const gaps = [{ code: 'manifests-unknown', text: 'Not known.', digests: [digestOf(3)] }];
  const draft = planRepair(surveyExample({ lists: { 1: [3, 4] }, gaps, hasReferrersApi: false }));
  expect(draft.steps).toMatchObject([{ verb: 'unlist-referrers', referrers: [digestOf(4)] }]);
  expect(draft.warnings).toMatchObject([{ code: 'manifests-unknown' }]);
});

test('when not all entries were looked at, only those that are not there are taken from the list', () => {
  const gaps = [{ code: 'graph-cut', text: 'The first 1000 were read.' }];
  const draft = planRepair(surveyExample({ lists: { 1: [3, 4] }, missing: [3], gaps }));
  expect(draft.steps).toMatchObject([{ verb: 'unlist-referrers', referrers: [digestOf(3)] }]);
});

test('where there is an API, an entry that is there stays on the list: zot would drop what the list no longer names', () => {
  const draft = planRepair(surveyExample({ referrers: { 1: [2] }, lists: { 1: [2, 3, 4] }, missing: [3] }));
  expect(draft.steps).toMatchObject([{ verb: 'unlist-referrers', referrers: [digestOf(3)] }]);
  expect(draft.warnings).toMatchObject([{ code: 'foreign-entries', digests: [digestOf(4)] }]);
});
