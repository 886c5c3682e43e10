import { expect, test } from 'vitest';
import { toLivePlan } from '#lib/api/changes/live-plan';
import { exampleDigest, examplePlan, exampleStep } from '#lib/api/changes/testing/example-plan';
import type { PlanDocument } from '#lib/api/contract/plan-contract';
import { resultTitle, runCounts, stateLine, stepRemarks } from './run-summary.ts';

const [old, other] = [exampleDigest('8'), exampleDigest('9')];
const plan: PlanDocument = {
  ...examplePlan,
  action: 'tag',
  steps: [
    exampleStep('1', 'tag', { was: old, target: 'localhost:5000/app:1.0' }),
    exampleStep('2', 'tag', { was: old, target: 'localhost:5000/app:1' }),
    exampleStep('3', 'tag', { was: other, target: 'localhost:5000/app:latest' }),
    exampleStep('4', 'tag', { was: null, target: 'localhost:5000/app:new' }),
  ],
};
const done = { state: 'done' } as const;

test('the result says what was done, or what can be done about it', () => {
  expect(resultTitle({ plan, state: 'done', steps: {} })).toBe('Tags set');
  expect(resultTitle({ plan, state: 'failed', steps: {} })).toContain('resume');
  expect(resultTitle({ plan, state: 'stopped', steps: {} })).toContain('changed');
});

test('counts name only what there is to count', () => {
  const steps = { 1: done, 2: { state: 'skipped' }, 3: { state: 'failed' } } as const;
  const live = toLivePlan({ plan, state: 'failed', steps });
  expect(runCounts(live)).toBe('2 of 4 steps · 1 not needed · 1 failed');
});

test('only steps that succeeded make remarks, and each remark is made once', () => {
  const remark = 'This registry has no referrers API.';
  const pushes = ['1', '2', '3'].map((id) => exampleStep(id, 'push-manifest'));
  const steps = {
    1: { ...done, reason: remark },
    2: { ...done, reason: remark },
    3: { state: 'failed', reason: 'It broke.' },
  } as const;
  expect(stepRemarks({ plan: { ...plan, steps: pushes }, state: 'failed', steps })).toEqual([remark]);
});

const created = Date.parse(plan.created);
const counts = { done: 4, skipped: 0, failed: 0, left: 0, bytes: 0 };

test('one line says how far a plan is, how long its run took and how old it is', () => {
  const live = (state: 'planned' | 'running' | 'done', milliseconds?: number) => ({
    ...toLivePlan({ plan, state, steps: {} }),
    ...(milliseconds === undefined
      ? {}
      : { end: { type: 'end', state: 'done', milliseconds, ...counts } as const }),
  });
  const later = created + 28_000;
  expect(stateLine(live('planned'), created)).toBe('Planned just now');
  expect(stateLine(live('running'), later)).toBe('Running, planned 28 seconds ago');
  expect(stateLine(live('done'), later)).toBe('Done, planned 28 seconds ago');
  expect(stateLine(live('done', 20), later)).toBe('Done in less than 0.1 s, planned 28 seconds ago');
  expect(stateLine(live('done', 430), later)).toBe('Done in 0.4 s, planned 28 seconds ago');
  expect(stateLine(live('done', 70_000), later)).toMatch(/^Done in 1 min 10 s, /);
});

test('bytes that a deletion has archived were not transferred to anybody', () => {
  const steps = { 1: { ...done, bytes: 2048 } };
  const of = (action: PlanDocument['action']) =>
    runCounts(toLivePlan({ plan: { ...plan, action }, state: 'done', steps }));
  expect(of('delete')).toBe('1 of 4 steps · 2.0 KiB archived');
  expect(of('copy')).toBe('1 of 4 steps · 2.0 KiB transferred');
});
