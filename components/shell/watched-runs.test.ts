import { expect, test } from 'vitest';
import { examplePlan } from '#lib/api/changes/testing/example-plan';
import type { PlanList } from '#lib/api/contract/plan-contract';
import { endedText, hasEnded, noRuns, runningText, watchRuns, withoutEnded } from './watched-runs.ts';

type Summary = PlanList['plans'][number];

function run(id: string, state: Summary['state'], title = copying): Summary {
  return { id, action: 'copy', title, state, created: '2026-11-25T00:00:00Z' };
}

const copying = 'Copy localhost:3000/acme/storefront:2.4.1 to localhost:5000/mirror/storefront:2.4.1';

test('a run that was seen running is told of once it has ended, until that is read', () => {
  const seen = watchRuns(noRuns, [run('a', 'running'), run('b', 'running')], null);
  expect(seen.running.map(({ id }) => id)).toEqual(['a', 'b']);
  const later = watchRuns(seen, [run('a', 'done'), run('b', 'running')], null);
  expect(later).toEqual({ running: [run('b', 'running')], ended: [run('a', 'done')] });
  const again = watchRuns(later, [run('a', 'done'), run('b', 'running')], null);
  expect(again.ended).toHaveLength(1);
  expect(withoutEnded(again, 'a').ended).toEqual([]);
});

test('runs of yesterday and plans that were not run are no news', () => {
  const plans = [run('a', 'done'), run('b', 'failed'), run('c', 'planned')];
  expect(watchRuns(noRuns, plans, null)).toEqual(noRuns);
});

test('a run that is resumed is running, not ended', () => {
  const failed = watchRuns(watchRuns(noRuns, [run('a', 'running')], null), [run('a', 'failed')], null);
  const resumed = watchRuns(failed, [run('a', 'running')], null);
  expect(resumed).toEqual({ running: [run('a', 'running')], ended: [] });
  expect([hasEnded(failed, resumed), hasEnded(resumed, failed)]).toEqual([false, true]);
});

test('a run that was read on its own page is not told of again when that is left', () => {
  const seen = watchRuns(noRuns, [run('a', 'running')], 'a');
  expect(watchRuns(seen, [run('a', 'done')], 'a').ended).toEqual([]);
  const told = watchRuns(seen, [run('a', 'done')], null);
  expect(watchRuns(told, [run('a', 'done')], 'a').ended).toEqual([]);
});

test('the words count steps, with those that were not needed', () => {
  const steps = { a: { state: 'done' }, b: { state: 'skipped' }, c: { state: 'started' } } as const;
  const record = { plan: examplePlan, state: 'running', steps } as const;
  expect(runningText(run('a', 'running'), record)).toBe(
    'Copying storefront:2.4.1 to localhost:5000/mirror/storefront:2.4.1, 2 of 3',
  );
  expect(runningText(run('a', 'running', 'Delete localhost:3000/app:1 alone'), undefined)).toBe(
    'Deleting localhost:3000/app:1 alone…',
  );
});

test('how it ended is said for each end, with what and where', () => {
  const text = 'Copying storefront:2.4.1 to localhost:5000/mirror/storefront:2.4.1';
  expect(endedText(run('a', 'done'))).toBe(
    'Copied storefront:2.4.1 to localhost:5000/mirror/storefront:2.4.1',
  );
  expect(endedText(run('a', 'failed'))).toBe(`${text} failed`);
  expect(endedText(run('a', 'cancelled'))).toBe(`${text} was cancelled`);
  expect(endedText(run('a', 'stopped'))).toContain('the registry has changed');
});

test.each([
  ['Imported storefront.tar into localhost:5000/x', 'Import storefront.tar into localhost:5000/x'],
  ['Tagged host/app@sha256:01234567 as 1.0', `Tag host/app@sha256:${'0123456789abcdef'.repeat(4)} as 1.0`],
  ['Removed 2 tags of host/app', 'Remove 2 tags of host/app'],
  [
    'Moved app@sha256:01234567 to host/app',
    `Move host/a/app@sha256:${'0123456789abcdef'.repeat(4)} to host/app`,
  ],
  ['Whatever it is', 'Whatever it is'],
])('a notice says: %s', (text, title) => {
  expect(endedText(run('a', 'done', title))).toBe(text);
});
