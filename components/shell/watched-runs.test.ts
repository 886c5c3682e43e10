import { expect, test } from 'vitest';
import { examplePlan } from '#lib/api/changes/testing/example-plan';
import type { PlanList } from '#lib/api/contract/plan-contract';
import { endedText, noRuns, runningText, watchRuns, withoutEnded } from './watched-runs.ts';

type Summary = PlanList['plans'][number];

function run(id: string, state: Summary['state']): Summary {
  return { id, action: 'copy', title: `Copy ${id}`, state, created: '2026-11-25T00:00:00Z' };
}

test('a run that was seen running is told of once it has ended, until that is read', () => {
  const seen = watchRuns(noRuns, [run('a', 'running'), run('b', 'running')]);
  expect(seen.running.map(({ id }) => id)).toEqual(['a', 'b']);
  const later = watchRuns(seen, [run('a', 'done'), run('b', 'running')]);
  expect(later).toEqual({ running: [run('b', 'running')], ended: [run('a', 'done')] });
  const again = watchRuns(later, [run('a', 'done'), run('b', 'running')]);
  expect(again.ended).toHaveLength(1);
  expect(withoutEnded(again, 'a').ended).toEqual([]);
});

test('runs of yesterday and plans that were not run are no news', () => {
  expect(watchRuns(noRuns, [run('a', 'done'), run('b', 'failed'), run('c', 'planned')])).toEqual(noRuns);
});

test('a run that is resumed is running, not ended', () => {
  const failed = watchRuns(watchRuns(noRuns, [run('a', 'running')]), [run('a', 'failed')]);
  expect(watchRuns(failed, [run('a', 'running')])).toEqual({ running: [run('a', 'running')], ended: [] });
});

test('the words count steps, with those that were not needed', () => {
  const steps = { a: { state: 'done' }, b: { state: 'skipped' }, c: { state: 'started' } } as const;
  const record = { plan: examplePlan, state: 'running', steps } as const;
  expect(runningText(run('a', 'running'), record)).toBe('Copying 2 of 3');
  expect(runningText(run('a', 'running'), undefined)).toBe('Copying…');
});

test('how it ended is said for each end', () => {
  expect(endedText(run('a', 'done'))).toBe('Copied');
  expect(endedText(run('a', 'failed'))).toBe('Copying failed');
  expect(endedText(run('a', 'cancelled'))).toBe('Copying was cancelled');
  expect(endedText(run('a', 'stopped'))).toContain('the registry has changed');
});
