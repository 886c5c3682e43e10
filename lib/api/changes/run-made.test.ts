import { expect, test } from 'vitest';
import type { PlanDocument, PlanRecordDocument, PlanStep } from '#lib/api/contract/plan-contract';
import { deletedFrom, deletedSentence, madeBy } from './run-made.ts';
import { exampleDigest, examplePlan, exampleStep } from './testing/example-plan.ts';

const to = 'localhost:5000/mirror/web';
const [one, two] = [exampleDigest('1'), exampleDigest('2')];

function done(request: PlanDocument['request'], steps: readonly PlanStep[]): PlanRecordDocument {
  const states = Object.fromEntries(steps.map(({ id }) => [id, { state: 'done' } as const]));
  const plan = { ...examplePlan, action: request.action, request, steps: [...steps] };
  return { plan, state: 'done', steps: states };
}

const copy = { action: 'copy', from: 'ghcr.io/acme/web:1.0', to } as const;

test('a copy says what is where, and is compared with its source', () => {
  const steps = [
    exampleStep('1', 'copy-manifest', { node: one, target: `${to}@${one}` }),
    exampleStep('2', 'copy-manifest', { node: two, target: `${to}@${two}` }),
    exampleStep('3', 'tag', { was: null, target: `${to}:1.0` }),
  ];
  expect(madeBy(done(copy, steps))).toEqual({
    reference: `${to}:1.0`,
    sentence: `2 artifacts copied to ${to}:1.0.`,
    compare: `/ghcr.io/acme/web?compare=${encodeURIComponent(`ghcr.io/acme/web:1.0..${to}:1.0`)}`,
  });
});

test('a copy that found all of it there says so, and one that failed made nothing to open', () => {
  expect(madeBy(done(copy, []))?.sentence).toContain('was already complete');
  expect(madeBy({ ...done(copy, []), state: 'failed' })).toBeUndefined();
});

test('an attachment opens by its digest', () => {
  const request = { action: 'attach', mode: 'attach-files', subject: `${to}:1.0` } as const;
  const step = exampleStep('1', 'push-manifest', { node: two, target: `${to}@${two}` });
  expect(madeBy(done(request, [step]))).toMatchObject({
    reference: `${to}@${two}`,
    sentence: `1 artifact pushed to ${to}@${two}.`,
  });
});

test('a deletion leads to the tags that are left', () => {
  const record = done({ action: 'delete', ref: `${to}:1.0`, scope: 'graph' }, [
    exampleStep('source-1', 'delete-manifest', { node: one }),
  ]);
  expect(deletedFrom(record)).toBe(to);
  expect(deletedSentence(record)).toBe('1 artifact deleted from mirror/web.');
  expect(madeBy(record)).toBeUndefined();
});
