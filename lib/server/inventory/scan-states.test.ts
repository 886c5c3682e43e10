import { expect, test } from 'vitest';
import { scanInTest } from '#e2e/fakes/scan-in-test';
import type { JobCounts, JobQueue } from '#lib/inventory/queue/job-queue';
import { createScanStates } from './scan-states.ts';

const host = 'registry.example';
const nothing: JobCounts = { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 };

/** A queue that holds one scan of the registry, with jobs that a test sets, and a registry that counts requests. */
function statesInTest() {
  const { context } = scanInTest();
  const now = { jobs: nothing, sent: 100 };
  const refuse = async () => {
    throw new Error('No state of a scan asks for this.');
  };
  const queue: JobQueue = {
    ...{ add: refuse, totals: refuse, start: refuse, cancel: refuse, forget: refuse, hurry: refuse },
    ...{ retryFailed: refuse, work: refuse, close: refuse },
    latest: async () => ({ id: 'one', startedAt: 5 }),
    find: async (id) =>
      id === 'one'
        ? {
            job: { kind: 'scan-registry', host, sentBefore: 100 },
            startedAt: 5,
            isOver: false,
            isCancelled: false,
          }
        : undefined,
    counts: async () => now.jobs,
  };
  const states = createScanStates({ store: context.store, queue, pace: { sent: async () => now.sent } });
  return { now, states };
}

test('a scan is under way while something waits, and its requests are counted, whichever process sends them', async () => {
  const { now, states } = statesInTest();
  now.sent += 24;
  now.jobs = { ...nothing, waiting: 29, active: 1, doneLastMinute: 60 };
  expect(await states.find('one')).toMatchObject({ state: 'running', requests: 24, secondsLeft: 30 });
  expect((await states.describe({ host })).scan).toEqual({ id: 'one', startedAt: 5 });
  expect(await states.find('two')).toBeUndefined();
  // The count of a database that crashed began anew.
  now.sent = 7;
  expect(await states.find('one')).toMatchObject({ requests: 0 });
});

test('once nothing waited it stays over, also while something else is looked at again', async () => {
  const { now, states } = statesInTest();
  expect(await states.describe({ host })).not.toHaveProperty('scan');
  now.jobs = { ...nothing, waiting: 3 };
  expect(await states.describe({ host })).not.toHaveProperty('scan');
  expect(await states.find('one')).toMatchObject({ state: 'done' });
});
