import { expect, test } from 'vitest';
import { examplePlan } from '#lib/api/changes/testing/example-plan';
import { addEvents, progressOf, toLivePlan } from './live-plan.ts';

const start = toLivePlan({ plan: examplePlan, state: 'planned', steps: {} });

test('the lines of a run become its record', () => {
  const live = addEvents(
    start,
    [
      { type: 'step', id: 'a', state: 'started' },
      { type: 'progress', id: 'a', bytes: 400 },
      { type: 'step', id: 'b', state: 'skipped', reason: 'It is there already.' },
    ],
    0,
  );
  expect(live.record.state).toBe('running');
  expect(live.record.steps.a).toEqual({ state: 'started', bytes: 400 });
  expect(live.record.steps.b?.reason).toBe('It is there already.');
});

test('the end tells the state and the reason, and a new run forgets the reason', () => {
  const counts = { done: 1, skipped: 0, failed: 1, left: 1, bytes: 0, milliseconds: 5 };
  const ended = addEvents(
    start,
    [{ type: 'end', state: 'failed', ...counts, reason: 'No.', code: 'forbidden' }],
    0,
  );
  expect(ended.record).toMatchObject({ state: 'failed', reason: 'No.', code: 'forbidden' });
  const again = addEvents(ended, [{ type: 'step', id: 'a', state: 'started' }], 1);
  expect(again.record.reason).toBeUndefined();
});

test('speed and time left come from the last seconds', () => {
  const first = addEvents(start, [{ type: 'progress', id: 'a', bytes: 0 }], 0);
  const later = addEvents(first, [{ type: 'progress', id: 'a', bytes: 400 }], 2000);
  expect(progressOf(later)).toMatchObject({ bytes: 400, bytesPerSecond: 200, secondsLeft: 3 });
});

test('nothing is said of the time before there is something to tell it from', () => {
  expect(progressOf(start)).toMatchObject({ bytesPerSecond: undefined, secondsLeft: undefined, share: 0 });
});

test('steps that move no bytes count by themselves', () => {
  const blob = addEvents(start, [{ type: 'step', id: 'a', state: 'done', bytes: 1000 }], 0);
  const both = addEvents(blob, [{ type: 'step', id: 'b', state: 'done' }], 2000);
  expect(progressOf(both)).toMatchObject({ finished: 2, total: 3, secondsLeft: 2 });
});
