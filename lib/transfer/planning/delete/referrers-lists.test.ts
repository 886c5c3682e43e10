import { expect, test } from 'vitest';
import { deletedBy, deletionOf, planExample } from '#e2e/fakes/delete-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { listDigest } from '#e2e/fakes/survey-example';
import { referrersTag } from '#lib/oci/referrers-tag';

test('a list of referrers goes before what it names, and late', () => {
  const draft = planExample({
    referrers: { 1: [2, 3], 2: [4] },
    lists: { 1: [2, 3], 2: [4] },
    hasReferrersApi: false,
  });
  const order = deletedBy(draft);
  expect(order.indexOf(listDigest(2))).toBeLessThan(order.indexOf(digestOf(4)));
  expect(order.indexOf(digestOf(4))).toBeLessThan(order.indexOf(listDigest(1)));
  expect(order.indexOf(listDigest(1))).toBeLessThan(order.indexOf(digestOf(2)));
  expect(order.at(-1)).toBe(digestOf(1));
  expect(deletionOf(draft, listDigest(1))).toMatchObject({
    tags: [referrersTag(digestOf(1))],
    referrers: [],
  });
});

test('the list of a subject that stays is rewritten and not deleted', () => {
  const draft = planExample({ manifests: [], lists: { 8: [1, 9] } });
  expect(draft.steps).toMatchObject([
    { verb: 'unlist-referrers', subject: digestOf(8), referrers: [digestOf(1)], after: [] },
    { verb: 'delete-manifest', digest: digestOf(1), after: ['1'] },
  ]);
});

test('a list that other tags share is untagged, so that theirs stay', () => {
  const shared = referrersTag(digestOf(8));
  const survey = { lists: { 1: [] }, tags: { [shared]: 1001 } };
  expect(planExample(survey).steps[0]).toMatchObject({ verb: 'untag', tag: referrersTag(digestOf(1)) });
  expect(planExample(survey, {}, false).steps[0]).toMatchObject({ verb: 'untag-by-placeholder' });
});
