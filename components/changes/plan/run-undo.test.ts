import { expect, test } from 'vitest';
import { exampleDigest, examplePlan, exampleStep } from '#lib/api/changes/testing/example-plan';
import type { PlanDocument, PlanRecordDocument, PlanStep } from '#lib/api/contract/plan-contract';
import { undoOf, whyNoUndo } from './run-undo.ts';

const [one, two, old, other] = ['1', '2', '8', '9'].map(exampleDigest);
if (one === undefined || two === undefined || old === undefined || other === undefined)
  throw new Error('There are four digests.');
const done = { state: 'done' } as const;

function ended(
  request: PlanDocument['request'],
  steps: readonly PlanStep[],
  states: PlanRecordDocument['steps'] = {},
  state: PlanRecordDocument['state'] = 'done',
): PlanRecordDocument {
  const all = Object.fromEntries(steps.map(({ id }) => [id, done]));
  const plan = { ...examplePlan, action: request.action, request, steps: [...steps] };
  return { plan, state, steps: { ...all, ...states } };
}

const to = 'localhost:5000/mirror/web';
const copy = { action: 'copy', from: 'ghcr.io/acme/web:1.0', to } as const;
const pushes = [
  exampleStep('1', 'copy-manifest', { node: one, target: `${to}@${one}` }),
  exampleStep('2', 'copy-manifest', { node: two, target: `${to}@${two}` }),
];
const newTag = exampleStep('3', 'tag', { was: null, target: `${to}:1.0` });

test('undoing a copy deletes what it pushed and keep what existed before', () => {
  const record = ended(copy, [...pushes, newTag], { 2: { state: 'skipped' } });
  expect(undoOf(record).map(({ request }) => request)).toEqual([
    {
      ...{ action: 'delete', scope: 'listed', ref: to, digests: [one], tags: ['1.0'] },
      ...{ only: true, archive: false },
    },
  ]);
});

test('a tag that a copy moved goes back before what it pushed can go', () => {
  const moved = exampleStep('3', 'tag', { was: old, target: `${to}:1.0` });
  expect(undoOf(ended(copy, [...pushes, moved]))).toMatchObject([
    { label: 'Undo 1.0…', request: { action: 'tag', ref: `${to}@${old}`, tags: ['1.0'] } },
    { label: 'Undo…', request: { action: 'delete', digests: [one, two], tags: [] } },
  ]);
});

test('a copy that found all of it there has nothing to undo', () => {
  expect(undoOf(ended(copy, []))).toEqual([]);
});

const move = { ...copy, action: 'move' } as const;
const gone = exampleStep('source-1', 'delete-manifest', { node: one });

test('a move is undone by a move back', () => {
  expect(undoOf(ended(move, [...pushes, newTag, gone]))).toMatchObject([
    { request: { action: 'move', from: `${to}:1.0`, to: 'ghcr.io/acme/web:1.0' } },
  ]);
});

test('what the target had before a move stays there when it is undone', () => {
  expect(undoOf(ended(move, [...pushes, newTag, gone], { 1: { state: 'skipped' } }))).toMatchObject([
    { label: 'Copy back…', request: { action: 'copy', from: `${to}:1.0` } },
  ]);
});

test('a move that failed says why it cannot be undone', () => {
  const record = ended(move, [...pushes, newTag, gone], {}, 'failed');
  expect(undoOf(record)).toEqual([]);
  expect(whyNoUndo(record)).toContain('Resume it first');
});

test('undoing an attachment deletes only it', () => {
  const request = { action: 'attach', mode: 'attach-files', subject: `${to}:1.0` } as const;
  const record = ended(request, [exampleStep('1', 'push-manifest', { node: two, target: `${to}@${two}` })]);
  expect(undoOf(record)).toMatchObject([{ request: { digests: [two], tags: [], only: true } }]);
});

const tagging = { action: 'tag', ref: `${to}@${one}`, tags: ['1.0', '1', 'latest', 'new'] } as const;
const taggings = [
  exampleStep('1', 'tag', { was: old, target: `${to}:1.0` }),
  exampleStep('2', 'tag', { was: old, target: `${to}:1` }),
  exampleStep('3', 'tag', { was: other, target: `${to}:latest` }),
  exampleStep('4', 'tag', { was: null, target: `${to}:new` }),
];

test('tags go back together to what they pointed to, and a new one is removed', () => {
  const request = { ...tagging, tags: [...tagging.tags] };
  expect(undoOf(ended(request, taggings)).map(({ request }) => request)).toMatchObject([
    { action: 'tag', ref: `${to}@${old}`, tags: ['1.0', '1'] },
    { action: 'tag', ref: `${to}@${other}`, tags: ['latest'] },
    { action: 'delete', digests: [], tags: ['new'] },
  ]);
});

test('a tag that did not move does not go back', () => {
  const request = { ...tagging, tags: [...tagging.tags] };
  const failed = { state: 'failed' } as const;
  const record = ended(request, taggings, { 2: failed, 3: failed, 4: failed }, 'failed');
  expect(undoOf(record).map(({ request }) => request)).toEqual([
    { action: 'tag', ref: `${to}@${old}`, tags: ['1.0'] },
  ]);
});

test('what was archived is put back where it was', () => {
  const request = { action: 'delete', ref: `${to}:1.0`, scope: 'graph' } as const;
  const archive = exampleStep('a', 'archive');
  expect(undoOf(ended(request, [archive, gone])).map(({ request }) => request)).toEqual([
    { action: 'put-back', plan: examplePlan.id, to },
  ]);
});

test('a deletion without an archive says that it cannot be put back, one that deleted nothing says nothing', () => {
  const request = { action: 'delete', ref: `${to}:1.0`, scope: 'graph', archive: false } as const;
  expect(undoOf(ended(request, [gone]))).toEqual([]);
  expect(whyNoUndo(ended(request, [gone]))).toContain('made no archive');
  const failed = ended(request, [gone], { 'source-1': { state: 'failed' } }, 'failed');
  expect(whyNoUndo(failed)).toBeUndefined();
});

test('a tag that was removed is set again', () => {
  const request = { action: 'delete', ref: `${to}:1.0`, scope: 'tag' } as const;
  const untag = exampleStep('1', 'untag', { node: one, target: `${to}:1.0` });
  expect(undoOf(ended(request, [untag]))).toMatchObject([
    { label: 'Undo…', request: { action: 'tag', ref: `${to}@${one}`, tags: ['1.0'] } },
  ]);
});
