import { expect, test } from 'vitest';
import { examplePlan } from '#lib/api/changes/testing/example-plan';
import { planRecordSchema, runEventSchema } from '#lib/api/contract/plan-contract';

test('a record comes through as it is', () => {
  const record = {
    plan: { ...examplePlan, confirm: 'app', totals: { ...examplePlan.totals, freedBytes: 7 } },
    state: 'failed',
    steps: { a: { state: 'failed', reason: 'No.', code: 'forbidden', bytes: 5 } },
    reason: 'A step failed.',
    code: 'forbidden',
  };
  expect(planRecordSchema.parse(record)).toEqual(record);
});

test('the plan of an older Orrery, whose request has no mode, is read', () => {
  const plan = { ...examplePlan, action: 'attach', request: { action: 'attach', to: 'a.io/b' } };
  const record = planRecordSchema.parse({ plan, state: 'done', steps: {} });
  expect(record.plan.request).toEqual({ action: 'attach', mode: 'push', to: 'a.io/b' });
});

test('a run ends in a state of an end', () => {
  const counts = { done: 0, skipped: 0, failed: 0, left: 0, bytes: 0, milliseconds: 0 };
  expect(runEventSchema.safeParse({ type: 'end', state: 'stopped', ...counts }).success).toBe(true);
  expect(runEventSchema.safeParse({ type: 'end', state: 'running', ...counts }).success).toBe(false);
});
