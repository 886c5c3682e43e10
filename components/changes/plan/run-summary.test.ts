import { expect, test } from 'vitest';
import { exampleDigest, examplePlan, exampleStep } from '#lib/api/changes/testing/example-plan';
import type { PlanDocument } from '#lib/api/contract/plan-contract';
import { tagsToRestore } from './run-summary.ts';

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

test('tags go back together to what they pointed to', () => {
  const steps = { 1: done, 2: done, 3: done, 4: done };
  expect(tagsToRestore({ plan, state: 'done', steps })).toEqual([
    { ref: `localhost:5000/app@${old}`, tags: ['1.0', '1'] },
    { ref: `localhost:5000/app@${other}`, tags: ['latest'] },
  ]);
});

test('a tag that did not move does not go back', () => {
  expect(tagsToRestore({ plan, state: 'failed', steps: { 1: done, 2: { state: 'failed' } } })).toEqual([
    { ref: `localhost:5000/app@${old}`, tags: ['1.0'] },
  ]);
});
