import { expect, test } from 'vitest';
import { exampleDigest, examplePlan, exampleStep } from '#lib/api/changes/testing/example-plan';
import { deletedPart, runOutcome } from './run-outcome.ts';

test('only what was done is deleted', () => {
  const steps = [
    exampleStep('1', 'untag', { target: 'localhost:5000/app:1' }),
    exampleStep('2', 'delete-manifest', { node: exampleDigest('1') }),
    exampleStep('3', 'delete-manifest', { node: exampleDigest('2') }),
  ];
  const record = {
    plan: { ...examplePlan, steps },
    state: 'failed',
    steps: { 1: { state: 'done' }, 2: { state: 'done' }, 3: { state: 'failed' } },
  } as const;
  expect(runOutcome(record)).toEqual({
    deleted: ['localhost:5000/app:1', exampleDigest('1')],
    created: undefined,
    subject: undefined,
  });
});

test('what was attached is known by its digest', () => {
  const steps = [exampleStep('1', 'push-manifest', { node: exampleDigest('3') })];
  const record = {
    plan: { ...examplePlan, steps },
    state: 'done',
    steps: { 1: { state: 'done' } },
  } as const;
  expect(runOutcome(record).created).toBe(exampleDigest('3'));
});

test('what something was attached to is known by its digest, so that the graph can be opened there', () => {
  const steps = [exampleStep('1', 'push-manifest', { node: exampleDigest('3') })];
  const subject = `localhost:5000/app@${exampleDigest('4')}`;
  const plan = {
    ...examplePlan,
    action: 'attach',
    request: { action: 'attach', mode: 'attach-files', subject },
    steps,
  } as const;
  const record = { plan, state: 'done', steps: { 1: { state: 'done' } } } as const;
  expect(runOutcome(record).subject).toBe(exampleDigest('4'));
  expect(runOutcome({ ...record, steps: {} }).subject).toBeUndefined();
});

test('a screen knows whether its artifact was deleted, or only the tag it was opened by', () => {
  const reference = 'localhost:5000/app:1';
  const root = exampleDigest('1');
  const steps = [
    exampleStep('1', 'untag', { target: reference }),
    exampleStep('2', 'delete-manifest', { node: root }),
  ];
  const record = (last: 'done' | 'failed') =>
    ({
      plan: { ...examplePlan, steps },
      state: last,
      steps: { 1: { state: 'done' }, 2: { state: last } },
    }) as const;
  expect(deletedPart(record('done'), { root, reference })).toBe('artifact');
  expect(deletedPart(record('failed'), { root, reference })).toBe('tag');
  expect(deletedPart(record('failed'), { root, reference: 'localhost:5000/app:2' })).toBeUndefined();
});
