import { expect, test } from 'vitest';
import { deletedBy, planExample } from '#e2e/fakes/delete-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { named } from '#e2e/fakes/make-survey';
import { surveyExample } from '#e2e/fakes/survey-example';
import type { DeleteRequest } from '#lib/transfer/plan-request';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';
import type { Survey } from '#lib/transfer/survey/survey';
import { blobsOfManifests, deleteTotals, selectDeletion, sizeOf } from './select-deletion.ts';

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

const request: DeleteRequest = { action: 'delete', ref: 'x', scope: 'graph' };
const totalsOf = (survey: Survey, change: Partial<DeleteRequest> = {}) =>
  deleteTotals(selectDeletion(survey, { ...request, ...change }, { deletesTags: true }), []);

test('a blob that two deleted manifests share is counted and freed once', () => {
  const survey = surveyExample({ children: { 1: [2, 3] }, blobs: { 2: [20, 21], 3: [21] } });
  expect(totalsOf(survey)).toMatchObject({ manifests: 3, blobs: 2, freedBytes: 200 });
});

test('a blob that a manifest which stays needs is counted and not freed', () => {
  const survey = surveyExample({
    children: { 1: [2, 3] },
    tags: { arm64: 3 },
    blobs: { 2: [20, 21], 3: [21] },
  });
  expect(totalsOf(survey)).toMatchObject({ manifests: 2, blobs: 2, freedBytes: 100 });
});

test('a layer that lies outside the registry frees nothing', () => {
  const survey = surveyExample({ blobs: { 1: [20] } });
  const foreign = {
    mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
    digest: named('foreign'),
    size: 1_000_000,
    urls: ['https://example.com/layer'],
  };
  const manifests = new Map(
    [...survey.manifests].map(([digest, manifest]) => [digest, { ...manifest, absent: [foreign] }]),
  );
  expect(totalsOf({ ...survey, manifests })).toMatchObject({ blobs: 1, freedBytes: 100 });
});

test('a manifest alone frees the blobs that only it has', () => {
  const survey = surveyExample({ children: { 1: [2] }, blobs: { 1: [10], 2: [20] } });
  expect(totalsOf(survey, { scope: 'manifest' })).toMatchObject({ manifests: 1, blobs: 1, freedBytes: 100 });
});

test('the bytes to move are those of the steps', () => {
  const deletion = selectDeletion(surveyExample({}), request, { deletesTags: true });
  const at = { registry: 'registry.example', repository: 'acme/app' };
  const step = {
    verb: 'untag',
    at,
    tag: '1.0',
    digest: digestOf(1),
    after: [],
    target: '',
    detail: '',
  } as const;
  const steps = [
    { ...step, id: '1', bytes: 5 },
    { ...step, id: '2' },
    { ...step, id: '3', bytes: 7 },
  ];
  expect(deleteTotals(deletion, steps)).toMatchObject({ steps: 3, bytes: 12 });
});

test('blobs of manifests that the survey does not know are none', () => {
  expect(blobsOfManifests(surveyExample({}), [digestOf(99)]).size).toBe(0);
  expect(sizeOf([])).toBe(0);
});
