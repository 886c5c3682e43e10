import { expect, test } from 'vitest';
import { examplePlan } from '#lib/api/changes/testing/example-plan';
import { stepRows } from './step-rows.ts';

const record = { plan: examplePlan, state: 'running', steps: { a: { state: 'done' } } } as const;

test('steps stand under what is done, in the order of the plan, and what stays at the end', () => {
  expect(stepRows(record, new Set()).map(({ id }) => id)).toEqual([
    ...['copy-blob', 'step a', 'copy-manifest', 'step b', 'delete-manifest', 'step c'],
    ...['kept', `kept ${examplePlan.kept[0]?.digest}`],
  ]);
});

test('a closed group shows its head and its counts', () => {
  const rows = stepRows(record, new Set(['copy-blob']));
  expect(rows[0]).toMatchObject({ title: 'Copy blobs', count: 1, finished: 1, isOpen: false });
  expect(rows[1]).toMatchObject({ id: 'copy-manifest' });
});
