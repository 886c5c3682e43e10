import { expect, test } from 'vitest';
import { attachReport, openCleanup } from '#e2e/fakes/cleanup-in-test';
import { digestOf } from '#e2e/fakes/graph-example';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { readTagList } from '#lib/repository/tag-list';
import { placeOf } from '#lib/server/sessions/connect';
import type { Looking } from './look-around.ts';
import { lookAround } from './look-around.ts';

async function open(hear?: Parameters<typeof openCleanup>[1]) {
  const opened = await openCleanup(['1.0'], hear);
  const { session, at, signal } = opened.request();
  const reader = createRepositoryReader(placeOf(session, at).client, at.repository, signal);
  const list = await readTagList(reader, { listPagesMax: 9, listedTagsMax: 99 });
  const looking: Looking = { session, at, list, policy: undefined, signal };
  return { ...opened, looking };
}

test('an artifact comes with what hangs on it, and whether each of several reports is signed', async () => {
  const { looking, real, image } = await open();
  for (const day of ['2026-11-01', '2026-11-20']) await attachReport(real, image('1.0'), day);
  const { found, gaps } = await lookAround(looking, image('1.0').digest, '1.0');
  expect(found.map(({ kind, signed }) => [kind, signed])).toEqual([
    ['image', 'none'],
    ['vulnerability-report', 'none'],
    ['vulnerability-report', 'none'],
  ]);
  expect(gaps).toEqual([]);
});

test('what is not there is missing, and no gap', async () => {
  const { looking } = await open();
  expect(await lookAround(looking, digestOf(5), 'a')).toEqual({
    found: [expect.objectContaining({ digest: digestOf(5), isMissing: true })],
    gaps: [],
  });
});

test('what cannot be read says why', async () => {
  const { looking, image } = await open((path) =>
    path.startsWith('GET /v2/app/manifests/sha256:') ? new Response('', { status: 403 }) : undefined,
  );
  const { unread, gaps } = await lookAround(looking, image('1.0').digest, '1.0');
  expect(unread).toContain('1.0 was not read: ');
  expect(gaps).toEqual([unread]);
});

test('a list of referrers that fails is a gap', async () => {
  const { looking, image } = await open((path) =>
    path.includes('/referrers/') ? new Response('', { status: 403 }) : undefined,
  );
  const { gaps, found } = await lookAround(looking, image('1.0').digest, '1.0');
  expect(gaps).toEqual([expect.stringContaining('Not everything that belongs to 1.0 is known')]);
  expect(found).toMatchObject([{ signed: 'unknown' }]);
});
