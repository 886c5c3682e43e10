import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { named } from '#e2e/fakes/make-survey';
import { surveyExample } from '#e2e/fakes/survey-example';
import type { DeleteRequest } from '#lib/transfer/plan-request';
import { selectDeletion } from '#lib/transfer/planning/delete/select-deletion';
import { blobsOfManifests, deleteTotals, sizeOf } from '#lib/transfer/planning/delete/totals';
import type { Survey } from '#lib/transfer/survey/survey';

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
