import { expect, test } from 'vitest';
import { deletedBy, deletionOf, planExample } from '#e2e/fakes/delete-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { listDigest, surveyExample } from '#e2e/fakes/survey-example';
import type { Digest } from '#lib/oci/digest';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { PlanDraft } from '#lib/transfer/plan';
import { predictArchiveSize } from '#lib/transfer/planning/select-content';

const position = (draft: PlanDraft, number: number) => deletedBy(draft).indexOf(digestOf(number));

test('referrers go before their subjects and an index before what it holds', () => {
  const draft = planExample({ children: { 1: [2, 3] }, referrers: { 1: [4], 3: [5], 5: [6] } });
  expect(new Set(deletedBy(draft))).toEqual(new Set([1, 2, 3, 4, 5, 6].map(digestOf)));
  for (const [first, second] of [
    [4, 1],
    [6, 5],
    [5, 3],
    [1, 2],
    [1, 3],
  ] as const)
    expect(position(draft, first)).toBeLessThan(position(draft, second));
  const ids = Object.fromEntries(
    draft.steps.map(({ id, node }) => [node, id] satisfies [Digest | undefined, string]),
  );
  expect(deletionOf(draft, digestOf(3))?.after.toSorted()).toEqual(
    [ids[digestOf(1)], ids[digestOf(5)]].toSorted(),
  );
});

test('every step knows the tags and referrers that are expected when it runs', () => {
  const signed = `${referrersTag(digestOf(1))}.sig`;
  const example = { cosign: { 1: [2] }, referrers: { 1: [3] }, tags: { '1.0': 1, [signed]: 2 }, tag: '1.0' };
  const draft = planExample(example);
  expect(deletionOf(draft, digestOf(1))).toMatchObject({
    tags: ['1.0'],
    referrers: [digestOf(3), digestOf(2)],
    target: `registry.example/acme/app@${digestOf(1)}`,
  });
  expect(deletionOf(draft, digestOf(2))).toMatchObject({ tags: [signed] });
  expect(draft.blockers).toEqual([]);
});

test('the archive comes first, and holds also the parts that stay', () => {
  const example = {
    children: { 1: [2, 3] },
    referrers: { 1: [4] },
    tags: { '1.0': 1, arm64: 3 },
    blobs: { 2: [20, 21], 3: [21], 4: [40] },
  };
  const { steps, totals } = planExample(example, { archive: true });
  const [archive] = steps;
  if (archive?.verb !== 'archive') throw new Error('The archive does not come first.');
  const { content } = archive;
  expect(content.manifests.map(({ digest }) => digest).toSorted()).toEqual([1, 2, 3, 4].map(digestOf));
  expect(content).toMatchObject({ tags: [{ tag: '1.0', digest: digestOf(1) }], withLayers: true });
  // As large as the file that the run writes: what the plan says is what the result says.
  const bytes = predictArchiveSize(surveyExample(example), content);
  expect(archive.bytes).toBe(bytes);
  expect(steps.slice(1).every(({ after }) => after.includes('archive'))).toBe(true);
  expect(totals).toEqual({ steps: 4, manifests: 3, blobs: 3, bytes, freedBytes: 200 });
  expect(planExample(example, { archive: undefined }).steps[0]?.verb).toBe('archive');
});

test('names that close a circle cannot stop a plan', () => {
  const draft = planExample({ cosign: { 1: [2], 2: [1] } });
  expect(new Set(deletedBy(draft))).toEqual(new Set([1, 2].map(digestOf)));
});

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
