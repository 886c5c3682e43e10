import { expect, test } from 'vitest';
import { digestOf } from '#e2e/faults/scratch-registry';
import { runLimits } from '#lib/transfer/limits';
import type { Step, StepWork } from '#lib/transfer/plan';
import { createSchedule } from '#lib/transfer/run/schedule';

const at = { registry: 'registry.example', repository: 'acme/app' };
const to = { registry: 'registry.example', repository: 'acme/copy' };

const step = (id: string, work: StepWork, after: readonly string[] = []): Step => ({
  ...work,
  id,
  after,
  target: id,
  detail: '',
});
const blob = (id: string, size = 1, after: readonly string[] = []) =>
  step(
    id,
    { verb: 'copy-blob', from: at, to, blob: { mediaType: 'a/b', digest: digestOf(id), size } },
    after,
  );
const copy = (id: string, subject?: string) =>
  step(id, {
    ...{ verb: 'copy-manifest', from: at, to },
    manifest: { mediaType: 'a/b', digest: digestOf(id), size: 1 },
    ...(subject === undefined ? {} : { subject: digestOf(subject) }),
  });
const untag = (id: string, after: readonly string[] = []) =>
  step(id, { verb: 'untag', at, tag: id, digest: digestOf(id) }, after);

function open(steps: readonly Step[], limits = {}, isSettled: (step: Step) => boolean = () => false) {
  const schedule = createSchedule(steps, isSettled, { ...runLimits, ...limits });
  const start = () => {
    const started: string[] = [];
    for (let next = schedule.next(); next !== undefined; next = schedule.next()) started.push(next.id);
    return started;
  };
  const finish = (id: string, isDone = true) => {
    const ended = steps.find((each) => each.id === id);
    if (ended !== undefined) schedule.finish(ended, isDone);
  };
  return { schedule, start, finish };
}

test('a step starts when all its dependencies are done, and each counts once', () => {
  const { start, finish } = open([blob('a'), blob('b'), blob('c', 1, ['a', 'b', 'a'])]);
  expect(start()).toEqual(['a', 'b']);
  finish('a');
  expect(start()).toEqual([]);
  finish('b');
  expect(start()).toEqual(['c']);
});

test('dependencies that an earlier run has done count as done, and steps outside the plan never', () => {
  const steps = [blob('a'), blob('b', 1, ['a']), blob('c', 1, ['unknown'])];
  expect(open(steps, {}, ({ id }) => id === 'a').start()).toEqual(['b']);
});

test('what depends on a failed step never starts', () => {
  const { start, finish } = open([blob('a'), blob('b', 1, ['a'])]);
  start();
  finish('a', false);
  expect(start()).toEqual([]);
});

test('the first in the order of the plan starts first, whatever its kind', () => {
  const { start } = open([untag('a'), blob('b', 10), copy('c')], { stepsAtOnce: 2, largeBytes: 5 });
  expect(start()).toEqual(['a', 'b']);
});

test('large blobs wait for each other while small steps pass them', () => {
  const steps = [blob('large 1', 10), blob('large 2', 10), blob('small'), blob('large 3', 10)];
  const { start, finish, schedule } = open(steps, { largeBytes: 5, largeBlobsAtOnce: 1 });
  expect(start()).toEqual(['large 1', 'small']);
  finish('small');
  expect(start()).toEqual([]);
  finish('large 1');
  expect(start()).toEqual(['large 2']);
  expect(schedule.running()).toBe(1);
});

test('after a failure nothing is removed any more, and everything else continues', () => {
  const { start, finish } = open([blob('a'), untag('b', ['c']), copy('c'), copy('d')], { stepsAtOnce: 2 });
  expect(start()).toEqual(['a', 'c']);
  finish('a', false);
  finish('c');
  expect(start()).toEqual(['d']);
});

test('manifests with one subject start one after the other, also after a failure, and others at once', () => {
  const steps = [copy('a', 's'), copy('b', 's'), copy('c', 't'), copy('d', 's'), copy('e'), copy('f')];
  const { start, finish } = open(steps);
  expect(start()).toEqual(['a', 'c', 'e', 'f']);
  finish('a', false);
  expect(start()).toEqual(['b']);
  finish('b');
  expect(start()).toEqual(['d']);
});

test('a closed schedule starts nothing', () => {
  const { start, schedule } = open([blob('a')]);
  schedule.close();
  expect(start()).toEqual([]);
  expect(schedule.running()).toBe(0);
});
