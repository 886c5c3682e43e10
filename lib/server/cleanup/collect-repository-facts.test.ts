import { expect, test } from 'vitest';
import { attachReport, openCleanup, pushOldSignature } from '#e2e/fakes/cleanup-in-test';
import { pushManifest } from '#e2e/fakes/embedded';
import { digestOf } from '#e2e/fakes/graph-example';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import { cleanupOf, runCleanup } from './run-cleanup.ts';

const gone = { digest: digestOf(77), size: 3, mediaType: mediaTypes.ociManifest };

test('a subject that the registry does not tell about is in doubt', async () => {
  const { real, request } = await openCleanup(['1.0'], (path) =>
    path.endsWith(`/manifests/${gone.digest}`) ? new Response('', { status: 403 }) : undefined,
  );
  await pushOldSignature(real, gone);
  const cleanup = await cleanupOf(runCleanup(request()));
  expect(cleanup.lists[0]?.rows).toMatchObject([{ doubt: expect.stringContaining('is unknown') }]);
});

test('while an index cannot be read nothing is offered, and the end says why', async () => {
  const { real, image, request } = await openCleanup(['1.0'], (path) =>
    path === 'GET /v2/app/manifests/broken' || path.includes(String(brokenDigest))
      ? new Response('', { status: 403 })
      : undefined,
  );
  let brokenDigest: string | undefined;
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] };
  brokenDigest = (await pushManifest(real, 'app', index, 'broken')).digest;
  for (const day of ['2026-11-01', '2026-11-20']) await attachReport(real, image('1.0'), day);
  const request403 = request({ keep: 'stack:1' });
  const cleanup = await cleanupOf(runCleanup(request403));
  expect(cleanup.complete).toBe(false);
  expect(cleanup.unknownHolders).toBeDefined();
  expect(cleanup.lists.every(({ count }) => count === 0)).toBe(true);
  expect(cleanup.retention?.goes).toBe(0);
});

test('the entries of a list whose subject is gone are found through it', async () => {
  const { real, request } = await openCleanup(['1.0']);
  const lost = await attachReport(real, gone, '2026-10-01');
  const list = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [{ ...lost }] };
  await pushManifest(real, 'app', list, referrersTag(gone.digest));
  const { artifacts, subjects } = await cleanupOf(runCleanup(request()));
  expect(artifacts.find(({ digest }) => digest === lost.digest)?.subjects).toEqual([gone.digest]);
  expect(subjects).toEqual([{ digest: gone.digest, state: 'gone' }]);
});
