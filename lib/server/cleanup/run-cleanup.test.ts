import { expect, test } from 'vitest';
import { attachReport, openCleanup, pushOldSignature } from '#e2e/fakes/cleanup-in-test';
import { pushManifest } from '#e2e/fakes/embedded';
import { digestOf } from '#e2e/fakes/graph-example';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { Cleanup } from '#lib/retention/cleanup';
import type { CleanupListName } from '#lib/retention/cleanup-lists';
import { cleanupOf, runCleanup } from './run-cleanup.ts';

const gone = { digest: digestOf(77), size: 3, mediaType: mediaTypes.ociManifest };

function rowsOf(cleanup: Cleanup, name: CleanupListName) {
  return cleanup.lists.find((list) => list.name === name)?.rows ?? [];
}

test('what can go is found: tags and referrers without their subject, and old reports', async () => {
  const { real, image, request, ref } = await openCleanup(['1.0', '2.0']);
  const [older, newer] = [
    await attachReport(real, image('1.0'), '2026-11-01'),
    await attachReport(real, image('1.0'), '2026-11-20'),
  ];
  await pushOldSignature(real, image('1.0'));
  const orphan = await pushOldSignature(real, gone);
  const lost = await attachReport(real, gone, '2026-10-01');
  const cleanup = await cleanupOf(runCleanup(request()));
  expect(cleanup).toMatchObject({ scope: ref, complete: true });
  expect(rowsOf(cleanup, 'orphan-tags')).toMatchObject([
    { artifact: { digest: orphan.digest, kind: 'signature' }, tags: [`${referrersTag(gone.digest)}.sig`] },
  ]);
  expect(rowsOf(cleanup, 'missing-subjects').map(({ artifact }) => artifact.digest)).toEqual([lost.digest]);
  expect(rowsOf(cleanup, 'superseded').map(({ artifact }) => artifact.digest)).toEqual([older.digest]);
  expect(cleanup.artifacts.find(({ digest }) => digest === newer.digest)).toMatchObject({
    created: '2026-11-20T00:00:00Z',
    subjects: [image('1.0').digest],
  });
  expect(cleanup.limits).toEqual([expect.stringContaining('cannot be found here')]);
});

test('a manifest under the tag of one that is there as well is offered by its tag alone', async () => {
  const { real, image, request } = await openCleanup(['1.0']);
  await pushOldSignature(real, gone, image('1.0'));
  const [row] = rowsOf(await cleanupOf(runCleanup(request())), 'orphan-tags');
  expect(row).toMatchObject({ why: expect.stringContaining('Only the tag can go') });
  expect(row?.doubt).toBeUndefined();
});

test('a subject that only its signature names has no tag, and is listed when it is old', async () => {
  const { real, request } = await openCleanup(['1.0']);
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] };
  const annotations = { 'org.opencontainers.image.created': '2026-01-01T00:00:00Z' };
  const old = await pushManifest(real, 'app', { ...index, annotations });
  await pushOldSignature(real, old);
  const cleanup = await cleanupOf(runCleanup(request({ now: () => Date.parse('2026-11-26T00:00:00Z') })));
  expect(rowsOf(cleanup, 'untagged')).toMatchObject([{ artifact: { digest: old.digest } }]);
  expect(rowsOf(cleanup, 'orphan-tags')).toEqual([]);
});

test('rules are answered with what they come to', async () => {
  const { real, image, request } = await openCleanup(['1.0']);
  for (const day of ['2026-11-01', '2026-11-10', '2026-11-20']) await attachReport(real, image('1.0'), day);
  const cleanup = await cleanupOf(runCleanup(request({ keep: 'stack:1, held' })));
  expect(cleanup.retention).toMatchObject({ keep: 'stack:1', kept: 2, goes: 2 });
  const signed = await cleanupOf(runCleanup(request({ keep: 'stack:1,signed' })));
  expect(signed.retention).toMatchObject({ goes: 2 });
});

test('who stops reading stops the questions', async () => {
  const { request, asked } = await openCleanup(['1.0', '2.0']);
  const events = runCleanup(request());
  await events.next();
  await events.return(undefined);
  asked();
  await Promise.resolve();
  expect(asked().length).toBeLessThan(5);
});
