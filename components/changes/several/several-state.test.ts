import { expect, test } from 'vitest';
import { examplePlan } from '#lib/api/changes/testing/example-plan';
import type { SeveralEvent, SeveralForm, SeveralState } from './several-state.ts';
import { readyCount, reduceSeveral, severalRequests, severalStatus } from './several-state.ts';

const form: SeveralForm = {
  delete: { scope: 'graph', archive: true },
  to: 'b.example/app',
  referrers: 'all',
};
const requests = severalRequests('delete', 'reg.example/app', ['1', '2'], form) ?? [];
const [one, two] = requests.map((request) => ({ ...request, plan: examplePlan }));
if (one === undefined || two === undefined) throw new Error('There are two requests.');
const after = (...events: readonly SeveralEvent[]) =>
  events.reduce<SeveralState>(reduceSeveral, { phase: 'form' });
const plan = { type: 'plan', requests } as const;

test('every tag has a request of its own, and a copy keeps its tag', () => {
  expect(severalRequests('copy', 'reg.example/app', ['1', '2'], form)).toEqual(
    ['1', '2'].map((tag) => ({
      name: tag,
      request: {
        action: 'copy',
        from: `reg.example/app:${tag}`,
        to: `b.example/app:${tag}`,
        referrers: 'all',
      },
    })),
  );
});

test('a copy needs a repository, a deletion none', () => {
  expect(severalRequests('copy', 'reg.example/app', ['1'], { ...form, to: '' })).toBeUndefined();
  expect(severalRequests('delete', 'reg.example/app', ['1'], { ...form, to: '' })).toHaveLength(1);
});

test('all wait until their plan is made', () => {
  expect(after(plan)).toMatchObject({
    phase: 'planning',
    items: [{ state: 'waiting' }, { state: 'waiting' }],
  });
});

test('only plans without a blocker are ready', () => {
  const state = after(
    plan,
    { type: 'item', item: { ...one, state: 'planned' } },
    { type: 'item', item: { ...two, state: 'blocked' } },
    { type: 'planned' },
  );
  expect(readyCount(state)).toBe(1);
  expect(severalStatus(state)).toBe('1 of 2 plans can run.');
});

test('one that fails leaves the others as they are', () => {
  const state = after(
    plan,
    { type: 'run' },
    { type: 'item', item: { ...one, state: 'failed', reason: 'It broke.' } },
    { type: 'item', item: { ...two, state: 'done' } },
    { type: 'ended' },
  );
  expect(state).toMatchObject({ phase: 'ended', items: [{ state: 'failed' }, { state: 'done' }] });
  expect(severalStatus(state)).toBe('1 of 2 done.');
});

test('news of a change that is not in the list, or comes before there is one, is passed over', () => {
  const item = { ...one, name: '3', state: 'done' } as const;
  expect(after({ type: 'item', item })).toEqual({ phase: 'form' });
  expect(after(plan, { type: 'item', item })).toEqual(after(plan));
});
