import { expect, test } from 'vitest';
import { failingJournal, fakeParts, makeTestPlan } from '#e2e/fakes/fake-changes';
import { createChanges } from '#lib/server/plans/changes';
import { StoreError } from '#lib/server/platform/store-error';

const noSpace = Object.assign(new Error('write'), { code: 'ENOSPC' });
const sqliteFull = Object.assign(new Error('database or disk is full'), {
  code: 'ERR_SQLITE_ERROR',
  errcode: 13,
});
const lost = new StoreError(
  'record-lost',
  'The file journal.db of the data folder was deleted while Orrery ran.',
);

test.for([
  [noSpace, 'disk-full', 507],
  [sqliteFull, 'disk-full', 507],
  [lost, 'journal-unwritable', 503],
  [new StoreError('plan-taken', 'taken'), 'journal-unwritable', 503],
  [new StoreError('store-unavailable', 'away'), 'store-unavailable', 503],
  [new Error('I/O'), 'journal-unwritable', 503],
] as const)('a plan that cannot be written down is refused: %s', async ([error, code, status]) => {
  const { journal, fail } = failingJournal(error);
  const changes = createChanges(fakeParts({ journal }).parts);
  fail();
  await expect(makeTestPlan(changes)).rejects.toMatchObject({ problem: { code, status } });
});
