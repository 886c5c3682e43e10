import { expect, test } from 'vitest';
import { scanInTest } from '#e2e/fakes/scan-in-test';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import { RegistryError } from '#lib/registry/registry-error';
import { scanLimits } from './limits.ts';
import { createJobHandler } from './run-job.ts';

const host = 'registry.example';
const hourMs = 60 * 60_000;
const { signal } = new AbortController();
/** As many as a process takes at once. */
const atOnce = 16;
const jobs = Array.from(
  { length: 60 },
  (_, at): ScanJob => ({ kind: 'scan-repository', host, repository: `team/app-${at}` }),
);

/** What a registry throws by the time that has passed; undefined: it answers. */
type Fault = (time: number) => RegistryError | undefined;

/** Does every job over and over, each when it is due, by a clock that jumps from one to the next, until all are done. */
async function scanUnder(fault: Fault) {
  let time = 0;
  const askedAt: number[] = [];
  const ask = async () => {
    askedAt.push(time);
    const error = fault(time);
    if (error !== undefined) throw error;
  };
  const scan = scanInTest({
    listTags: async () => {
      await ask();
      return { names: [] };
    },
    ping: ask,
  });
  let pausedUntil = 0;
  const handle = createJobHandler({
    ...scan.context,
    now: () => time,
    store: {
      ...scan.context.store,
      pause: async (_, forMs) => {
        pausedUntil = Math.max(pausedUntil, time + forMs);
      },
      pauseOf: async () =>
        pausedUntil > time ? { until: new Date(pausedUntil).toISOString(), reason: '' } : undefined,
    },
  });
  let waiting = jobs.map((job) => ({ job, at: 0 }));
  while (waiting.length > 0) {
    time = Math.max(time, Math.min(...waiting.map(({ at }) => at)));
    const taken = waiting.filter(({ at }) => at <= time).slice(0, atOnce);
    waiting = waiting.filter((one) => !taken.includes(one));
    const outcomes = await Promise.all(
      taken.map(async ({ job }) => ({ job, ...(await handle(job, signal)) })),
    );
    waiting.push(
      ...outcomes.flatMap((one) => (one.kind === 'later' ? [{ job: one.job, at: time + one.afterMs }] : [])),
    );
  }
  return { askedAt, endedAt: time, failures: scan.calls.filter((call) => call.startsWith('putFailure')) };
}

/** When it was asked before it was there again, and how often then. */
function before(askedAt: readonly number[], end: number) {
  const asked = askedAt.filter((at) => at < end);
  const times = Map.groupBy(asked, (at) => at);
  return { moments: times.size, most: Math.max(...[...times.values()].map(({ length }) => length)) };
}

test.each([
  ['is away for an hour', hourMs, 12, new RegistryError('connection-refused', host, 'Nobody answers.')],
  [
    'asks for an hour of peace all day',
    24 * hourMs,
    24,
    new RegistryError('rate-limited', host, 'It asks for less.', { retryAfterSeconds: 3_600 }),
  ],
  [
    'asks for less for an hour, and does not say for how long',
    hourMs,
    60,
    new RegistryError('rate-limited', host, 'Less.'),
  ],
] as const)(
  'a registry that %s is asked as often as that allows, and once for each job then',
  async (_, end, moments, error) => {
    const { askedAt, endedAt, failures } = await scanUnder((time) => (time < end ? error : undefined));
    const during = before(askedAt, end);
    expect(during.moments).toBe(moments);
    // Those that were taken before the first was answered, each with a look whether anybody answers at all.
    expect(during.most).toBeLessThanOrEqual(2 * atOnce);
    expect(askedAt.filter((at) => at >= end)).toHaveLength(jobs.length);
    expect(endedAt).toBeLessThanOrEqual(end + scanLimits.laterMaxMs);
    // No try was lost, and nothing stands as failed.
    expect(failures).toEqual([]);
  },
);
