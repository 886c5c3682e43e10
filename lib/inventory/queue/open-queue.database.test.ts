import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { parseDigest } from '#lib/oci/digest';
import type { QueuePlace } from './boss-options.ts';
import type { HandleJob, JobQueue } from './job-queue.ts';
import { openQueue } from './open-queue.ts';
import { prepareQueue } from './prepare-queue.ts';
import type { ScanJob } from './scan-job.ts';

const host = 'registry.example';
const scan: ScanJob = { kind: 'scan-repository', host, repository: 'team/app' };
const look = (at: number): ScanJob => ({
  kind: 'scan-subject',
  host,
  repository: 'team/app',
  digest: parseDigest(`sha256:${String(at).padStart(64, '0')}`),
});

const schema = `queue_${randomUUID().replaceAll('-', '')}`;
const place: QueuePlace = { kind: 'postgres', url: testDatabaseUrl ?? '', schema };
const faults: unknown[] = [];
let open: JobQueue[] = [];

beforeAll(async () => {
  if (testDatabaseUrl === undefined) return;
  // Replicas start together.
  await Promise.all([prepareQueue(place), prepareQueue(place)]);
});

beforeEach(async () => {
  faults.length = 0;
  await run(`DELETE FROM ${schema}.job`);
});

afterEach(async () => {
  await Promise.all(open.map((queue) => queue.close()));
  open = [];
  expect(faults).toEqual([]);
});

afterAll(async () => {
  await run(`DROP SCHEMA ${schema} CASCADE`);
});

async function run(statement: string): Promise<void> {
  if (testDatabaseUrl === undefined) return;
  const client = new Client(testDatabaseUrl);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function openOne(): Promise<JobQueue> {
  const queue = await openQueue({ place, onFault: (error) => faults.push(error) });
  open.push(queue);
  return queue;
}

/** Does jobs as `handle` says, and resolves when so many were taken. */
async function workUntil(queue: JobQueue, count: number, handle: HandleJob): Promise<readonly ScanJob[]> {
  const taken: ScanJob[] = [];
  const all = Promise.withResolvers<void>();
  await queue.work(async (job, signal) => {
    taken.push(job);
    if (taken.length >= count) all.resolve();
    return await handle(job, signal);
  });
  await all.promise;
  return taken;
}

const done: HandleJob = async () => ({ kind: 'done' });

test.skipIf(testDatabaseUrl === undefined)('a job that waits is there once, whoever adds it', async () => {
  const [first, second] = [await openOne(), await openOne()];
  await Promise.all([first.add([scan, scan, look(1)]), second.add([scan, look(1), look(2)])]);
  expect(await first.counts({ host }, 0)).toMatchObject({ waiting: 3, active: 0 });
  const id = await first.start(scan);
  expect(await second.find(id)).toMatchObject({ job: scan, isOver: false });
  const taken = await workUntil(first, 3, done);
  expect(taken.map(({ kind }) => kind).sort()).toEqual(['scan-repository', 'scan-subject', 'scan-subject']);
});

test.skipIf(testDatabaseUrl === undefined)(
  'a job that ends with a reason which no database takes as it is has ended all the same',
  async () => {
    const queue = await openOne();
    await queue.add([look(1), look(2), look(3)]);
    const reason = 'It said \0 and \ud800.';
    await workUntil(queue, 3, async (job) => {
      if (job.kind === 'scan-subject' && job.digest.endsWith('1')) return { kind: 'given-up', reason };
      if (job.kind === 'scan-subject' && job.digest.endsWith('2')) throw new Error(reason);
      return { kind: 'done' };
    });
    await expect
      .poll(() => queue.counts({ host }, 0), { timeout: 15_000 })
      .toMatchObject({ failed: 1, done: 1 });
  },
);

test.skipIf(testDatabaseUrl === undefined)(
  'what changes while a job is under way is done after it',
  async () => {
    const queue = await openOne();
    await queue.add([scan]);
    let running = 0;
    let most = 0;
    const taken = await workUntil(queue, 2, async () => {
      running += 1;
      most = Math.max(most, running);
      if (most === 1) await queue.add([scan, scan]);
      running -= 1;
      return { kind: 'done' };
    });
    expect(taken).toEqual([scan, scan]);
    expect(most).toBe(1);
  },
);

test.skipIf(testDatabaseUrl === undefined)(
  'a job of a paused registry waits, and is there at once when it goes on',
  async () => {
    const queue = await openOne();
    await queue.add([scan]);
    let isPaused = true;
    const again = Promise.withResolvers<void>();
    await workUntil(queue, 1, async () => {
      if (!isPaused) again.resolve();
      return isPaused ? { kind: 'later', afterMs: 60 * 60_000 } : { kind: 'done' };
    });
    await expect
      .poll(() => queue.counts({ host }, 0), { timeout: 10_000 })
      .toMatchObject({ waiting: 1, active: 0, done: 0 });
    isPaused = false;
    await queue.hurry(host);
    await again.promise;
  },
);

test.skipIf(testDatabaseUrl === undefined)(
  'what was given up is tried again when a person asks for it',
  async () => {
    const queue = await openOne();
    await queue.add([look(1)]);
    let mayWork = false;
    await workUntil(queue, 1, async () =>
      mayWork ? { kind: 'done' } : { kind: 'given-up', reason: 'The registry refused the account.' },
    );
    await expect.poll(() => queue.counts({ host }, 0), { timeout: 10_000 }).toMatchObject({ failed: 1 });
    // It lies in the queue of what was given up, where it waits for nothing.
    expect(await queue.counts({ host }, 0)).toMatchObject({ waiting: 0, active: 0 });
    expect(await queue.retryFailed('another.example')).toBe(0);
    mayWork = true;
    expect(await queue.retryFailed(host)).toBe(1);
    await expect
      .poll(() => queue.counts({ host }, 0), { timeout: 10_000 })
      .toMatchObject({ done: 1, waiting: 0 });
  },
);

test.skipIf(testDatabaseUrl === undefined)('a person takes back what waits for one repository', async () => {
  const queue = await openOne();
  const other: ScanJob = { ...scan, repository: 'team/other' };
  await queue.add([scan, look(1), other]);
  await queue.cancel({ host, repository: 'team/app' });
  expect(await queue.counts({ host }, 0)).toMatchObject({ waiting: 1 });
  expect(await queue.counts({ host, repository: 'team/other' }, 0)).toMatchObject({ waiting: 1 });
});

test.skipIf(testDatabaseUrl === undefined)(
  'two processes share the jobs, and a thousand are done once each',
  async () => {
    const queues = [await openOne(), await openOne()];
    await queues[0]?.add(Array.from({ length: 1_000 }, (_, at) => look(at)));
    const taken: string[] = [];
    const all = Promise.withResolvers<void>();
    for (const queue of queues)
      await queue.work(async (job) => {
        taken.push(JSON.stringify(job));
        if (taken.length >= 1_000) all.resolve();
        return { kind: 'done' };
      });
    await all.promise;
    expect(new Set(taken).size).toBe(1_000);
    expect(taken).toHaveLength(1_000);
  },
);
