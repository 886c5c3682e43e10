import { expect, test } from 'vitest';
import { factsNow, storedArtifact } from '#e2e/fakes/repository-facts';
import { clientProblem } from '#lib/api/problems/problem';
import type { CleanupEvent } from '#lib/retention/cleanup';
import type { CleanupAction } from './cleanup-state.ts';
import { factsIn, reduceCleanup, startingCleanup } from './cleanup-state.ts';

const after = (...actions: readonly CleanupAction[]) => actions.reduce(reduceCleanup, startingCleanup);
const events = (...all: readonly CleanupEvent[]): CleanupAction => ({ type: 'events', events: all });
const artifact = (change = {}): CleanupEvent => ({
  type: 'artifact',
  artifact: { ...storedArtifact(1), ...change },
});
const end: CleanupEvent = {
  ...{ type: 'end', scope: 'a.io/b', asOf: new Date(factsNow).toISOString(), complete: true },
  ...{ subjects: [], lists: [], limits: ['x'] },
};

test('what is known of an artifact is what came last, and facts are there at the end alone', () => {
  const reading = after(events(artifact(), artifact({ tags: ['1.0'] })));
  expect(factsIn(reading)).toBeUndefined();
  const ended = reduceCleanup(reading, events({ type: 'progress', done: 2, known: 2 }, end));
  expect(ended).toMatchObject({ status: 'ended', done: 2, limits: ['x'] });
  expect(factsIn(ended)).toEqual({ artifacts: [{ ...storedArtifact(1), tags: ['1.0'] }], subjects: [] });
});

test('a reading that was stopped or broke off hears nothing more, and begins again from nothing', () => {
  const stopped = after(events(artifact()), { type: 'stop' }, events(end));
  expect(stopped).toMatchObject({ status: 'stopped' });
  expect(factsIn(stopped)).toBeUndefined();
  const problem = clientProblem('disconnected', 'It broke off.');
  expect(after({ type: 'fail', problem })).toMatchObject({ status: 'failed', problem });
  expect(after({ type: 'fail', problem }, { type: 'start' })).toBe(startingCleanup);
});
