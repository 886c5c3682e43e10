import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { listDigest, surveyExample } from '#e2e/fakes/survey-example';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { PlanDraft } from '#lib/transfer/plan';
import type { DeleteRequest } from '#lib/transfer/plan-request';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';

type Example = Parameters<typeof surveyExample>[0];

function plan(example: Example, change: Partial<DeleteRequest> = {}, deletesTags?: boolean): PlanDraft {
  const request: DeleteRequest = { action: 'delete', ref: 'x', scope: 'graph', archive: false, ...change };
  return planDelete(surveyExample(example), request, { deletesTags });
}

const deleted = ({ steps }: PlanDraft) =>
  steps.flatMap((step) => (step.verb === 'delete-manifest' ? [step.digest] : []));
const codes = (notices: readonly { readonly code: string }[]) => notices.map(({ code }) => code);
const position = (draft: PlanDraft, number: number) => deleted(draft).indexOf(digestOf(number));
const step = ({ steps }: PlanDraft, digest: Digest) =>
  steps.find((one) => one.verb === 'delete-manifest' && one.digest === digest);

test('referrers go before their subjects and an index before what it holds', () => {
  const draft = plan({ children: { 1: [2, 3] }, referrers: { 1: [4], 3: [5], 5: [6] } });
  expect(new Set(deleted(draft))).toEqual(new Set([1, 2, 3, 4, 5, 6].map(digestOf)));
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
  expect(step(draft, digestOf(3))?.after.toSorted()).toEqual([ids[digestOf(1)], ids[digestOf(5)]].toSorted());
});

test('every step knows the tags and referrers that are expected when it runs', () => {
  const signed = `${referrersTag(digestOf(1))}.sig`;
  const example = { cosign: { 1: [2] }, referrers: { 1: [3] }, tags: { '1.0': 1, [signed]: 2 }, tag: '1.0' };
  const draft = plan(example);
  expect(step(draft, digestOf(1))).toMatchObject({
    tags: ['1.0'],
    referrers: [digestOf(3), digestOf(2)],
    target: `registry.example/acme/app@${digestOf(1)}`,
  });
  expect(step(draft, digestOf(2))).toMatchObject({ tags: [signed] });
  expect(draft.blockers).toEqual([]);
});

test('a platform with a tag, or in another index, stays with what is attached to it, and the plan says why', () => {
  const draft = plan({
    children: { 1: [2, 3, 4] },
    referrers: { 3: [5], 4: [6] },
    tags: { '1.0': 1, '1.0-arm64': 3 },
    holders: { 4: { 9: ['1.1', '1'] } },
    tag: '1.0',
  });
  expect(new Set(deleted(draft))).toEqual(new Set([1, 2].map(digestOf)));
  expect(draft.kept).toEqual([
    { digest: digestOf(3), why: 'The tag 1.0-arm64 points to it.' },
    { digest: digestOf(4), why: 'The index 1.1 and 1 holds it too.' },
    { digest: digestOf(5), why: expect.stringContaining('attached to Artifact 3') },
    { digest: digestOf(6), why: expect.stringContaining('attached to Artifact 4') },
  ]);
});

test('other tags of the artifact have to be accepted, the one that was asked for not', () => {
  const example = { tags: { '1.0': 1, latest: 1, other: 7 }, tag: '1.0' };
  expect(plan(example).blockers).toEqual([
    {
      code: 'other-tags',
      text: 'latest points to the same manifest and will be gone too.',
      digests: [digestOf(1)],
      tags: ['latest'],
      isAcceptable: true,
    },
  ]);
  expect(plan(example, { accept: ['other-tags'] }).blockers).toEqual([]);
});

test('an attached artifact with a tag of its own has to be accepted', () => {
  const draft = plan({ referrers: { 1: [2] }, tags: { report: 2 } });
  expect(draft.blockers).toMatchObject([{ code: 'tagged-referrers', tags: ['report'], isAcceptable: true }]);
});

test('an artifact that an index holds has to be accepted, and so has one that would be left without a subject', () => {
  const held = plan({ holders: { 1: { 9: ['multi'] } } });
  expect(held.blockers).toMatchObject([
    { code: 'held-by-index', tags: ['multi'], text: expect.stringContaining('The index multi') },
  ]);
  const left = plan({ referrers: { 1: [2] }, holders: { 2: { 9: ['bundle'] } } });
  expect(left.blockers).toMatchObject([{ code: 'referrers-stay', digests: [digestOf(2)] }]);
  expect(codes(left.warnings)).toContain('registry-cascades');
});

test('whatever is not known stops the plan once a kind, and says what could be lost', () => {
  const gaps = [
    { code: 'tags-unknown', text: 'One.', tags: ['a'] },
    { code: 'tags-unknown', text: 'Two.' },
    { code: 'indexes-unknown', text: 'Three.', digests: [digestOf(9)] },
    { code: 'elsewhere-unknown', text: 'Four.' },
  ];
  const draft = plan({ gaps });
  expect(codes(draft.blockers)).toEqual(['tags-unknown', 'indexes-unknown']);
  expect(draft.blockers[0]?.text).toBe(
    'One. Two. A tag that was not seen may point to something that goes, and would vanish with it.',
  );
  expect(codes(draft.warnings)).toEqual(['unseen', 'elsewhere-unknown']);
  expect(plan({ gaps }, { accept: ['tags-unknown', 'indexes-unknown'] }).blockers).toEqual([]);
});

test('a tag that moved meanwhile cannot be accepted', () => {
  const draft = plan({ tags: { '1.0': 2 }, tag: '1.0' }, { accept: ['tag-moved'] });
  expect(draft.blockers).toMatchObject([{ code: 'tag-moved', isAcceptable: false }]);
});

test('a list of referrers goes before what it names, and late', () => {
  const draft = plan({
    referrers: { 1: [2, 3], 2: [4] },
    lists: { 1: [2, 3], 2: [4] },
    hasReferrersApi: false,
  });
  const order = deleted(draft);
  expect(order.indexOf(listDigest(2))).toBeLessThan(order.indexOf(digestOf(4)));
  expect(order.indexOf(digestOf(4))).toBeLessThan(order.indexOf(listDigest(1)));
  expect(order.indexOf(listDigest(1))).toBeLessThan(order.indexOf(digestOf(2)));
  expect(order.at(-1)).toBe(digestOf(1));
  expect(step(draft, listDigest(1))).toMatchObject({ tags: [referrersTag(digestOf(1))], referrers: [] });
});

test('the list of a subject that stays is rewritten and not deleted', () => {
  const draft = plan({ manifests: [], lists: { 8: [1, 9] } });
  expect(draft.steps).toMatchObject([
    { verb: 'unlist-referrers', subject: digestOf(8), referrers: [digestOf(1)], after: [] },
    { verb: 'delete-manifest', digest: digestOf(1), after: ['1'] },
  ]);
});

test('a list that other tags share is untagged, so that theirs stay', () => {
  const shared = referrersTag(digestOf(8));
  const survey = { lists: { 1: [] }, tags: { [shared]: 1001 } };
  expect(plan(survey).steps[0]).toMatchObject({ verb: 'untag', tag: referrersTag(digestOf(1)) });
  expect(plan(survey, {}, false).steps[0]).toMatchObject({ verb: 'untag-by-placeholder' });
});

test('the archive comes first, and holds also the parts that stay', () => {
  const example = {
    children: { 1: [2, 3] },
    referrers: { 1: [4] },
    tags: { '1.0': 1, arm64: 3 },
    blobs: { 2: [20, 21], 3: [21], 4: [40] },
  };
  const { steps, totals } = plan(example, { archive: true });
  const [archive] = steps;
  expect(
    archive?.verb === 'archive' && archive.content.manifests.map(({ digest }) => digest).toSorted(),
  ).toEqual([1, 2, 3, 4].map(digestOf));
  expect(archive).toMatchObject({
    content: { tags: [{ tag: '1.0', digest: digestOf(1) }], withLayers: true },
    bytes: 340,
  });
  expect(steps.slice(1).every(({ after }) => after.includes('archive'))).toBe(true);
  expect(totals).toEqual({ steps: 4, manifests: 3, blobs: 3, bytes: 340, freedBytes: 200 });
  expect(plan(example, { archive: undefined }).steps[0]?.verb).toBe('archive');
});

test('what is attached in another repository stays there, and the plan says so', () => {
  const draft = plan({ elsewhere: { 1: [5] } });
  expect(deleted(draft)).toEqual([digestOf(1)]);
  expect(draft.warnings).toMatchObject([
    { code: 'unseen' },
    {
      code: 'attached-elsewhere',
      text: '1 artifact attached in registry.example/acme/signatures will stay there.',
    },
  ]);
});

test('a manifest alone leaves its parts and its referrers, and asks before it leaves them without a subject', () => {
  const example = { children: { 1: [2] }, referrers: { 1: [3] }, tags: { '1.0': 1 }, tag: '1.0' };
  const draft = plan(example, { scope: 'manifest' });
  expect(deleted(draft)).toEqual([digestOf(1)]);
  expect(draft.kept.map(({ digest }) => digest)).toEqual([2, 3].map(digestOf));
  expect(draft.blockers).toMatchObject([{ code: 'referrers-stay', digests: [digestOf(3)] }]);
  expect(codes(draft.warnings)).toEqual(['unseen', 'parts-untagged', 'registry-cascades']);
  expect(draft.title).toBe('Delete registry.example/acme/app:1.0 alone');
});

test('what is typed to confirm is the reference without its registry, or the short digest', () => {
  expect(plan({ tag: '1.0' }).confirm).toBe('acme/app:1.0');
  expect(plan({}).confirm).toBe(formatShortDigest(digestOf(1)));
  expect(plan({ tag: '1.0' }).title).toBe(
    'Delete registry.example/acme/app:1.0 and everything attached to it',
  );
});

test('names that close a circle cannot stop a plan', () => {
  const draft = plan({ cosign: { 1: [2], 2: [1] } });
  expect(new Set(deleted(draft))).toEqual(new Set([1, 2].map(digestOf)));
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

test('what was accepted is still told of: there may be more of it by now', () => {
  const survey = surveyExample({ tag: '1.0', tags: { '1.0': 1, latest: 1, prod: 1 } });
  const request = { action: 'delete', ref: 'x', scope: 'graph', accept: ['other-tags'] } as const;
  const draft = planDelete(survey, request, { deletesTags: undefined });
  expect(draft.blockers).toEqual([]);
  expect(draft.warnings).toContainEqual(
    expect.objectContaining({ code: 'other-tags', tags: ['latest', 'prod'] }),
  );
});
