import { expect, test } from 'vitest';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import { savedQuestionLimits } from '#lib/server/questions/limits';
import { watchAfterScans } from './watch-after-scans.ts';

const { signal } = new AbortController();
const scan: ScanJob = { kind: 'scan-repository', host: 'a.io', repository: 'app' };

test('questions are asked again after a scan, once for all that ends within a while', async () => {
  const added: ScanJob[] = [];
  let now = 0;
  const queue = { add: async (jobs: readonly ScanJob[]) => void added.push(...jobs) };
  const handle = watchAfterScans(
    async () => ({ kind: 'done' }),
    queue,
    () => now,
  );
  expect(await handle(scan, signal)).toEqual({ kind: 'done' });
  await handle(scan, signal);
  expect(added).toEqual([{ kind: 'watch-questions' }]);
  now = savedQuestionLimits.watchDelayMs;
  await handle(scan, signal);
  expect(added.length).toBe(2);
});

test('neither a job that waits nor one that asks no registry has questions asked again', async () => {
  const queue = { add: () => Promise.reject(new Error('Nothing has changed.')) };
  const later = watchAfterScans(async () => ({ kind: 'later', afterMs: 1 }), queue);
  expect(await later(scan, signal)).toEqual({ kind: 'later', afterMs: 1 });
  const done = watchAfterScans(async () => ({ kind: 'done' }), queue);
  for (const kind of ['sweep', 'watch-questions'] as const)
    expect(await done({ kind }, signal)).toEqual({ kind: 'done' });
});
