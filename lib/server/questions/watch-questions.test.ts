import { expect, test } from 'vitest';
import { findingAlways, memoryQuestionStore } from '#e2e/fakes/memory-questions';
import { questionOf } from '#e2e/suites/describe-question-store';
import { savedQuestionLimits } from './limits.ts';
import { watchQuestions } from './watch-questions.ts';

const { signal } = new AbortController();
const names = ['one', 'two', 'three'];

async function watched() {
  const store = memoryQuestionStore();
  for (const name of names) await store.add(questionOf(name, 'ada'), undefined, 9);
  const faults: unknown[] = [];
  const clock = { now: 10_000 };
  const parts = {
    ...{ store, questions: findingAlways(() => ['a.io/app:1']), now: () => clock.now },
    addJob: async () => undefined,
    onFault: (error: unknown) => void faults.push(error),
  };
  const asked = async () => (await store.list('ada')).filter(({ standing }) => standing !== undefined);
  return { store, parts, faults, clock, asked };
}

test('every question is asked once', async () => {
  const { parts, asked } = await watched();
  expect(await watchQuestions(parts, 10_000, signal)).toBe(true);
  expect((await asked()).length).toBe(3);
});

test('a question that cannot be asked keeps no other one from being asked', async () => {
  const { parts, asked, faults } = await watched();
  const broken = questionOf('one', 'ada').id;
  const find = parts.store.find;
  const store = {
    ...parts.store,
    find: (id: string) => (id === broken ? Promise.reject(new Error('damaged')) : find(id)),
  };
  expect(await watchQuestions({ ...parts, store }, 10_000, signal)).toBe(true);
  expect([(await asked()).length, faults.length]).toEqual([2, 1]);
});

test('one job ends in time, and says that others are left', async () => {
  const { parts, asked, clock } = await watched();
  const slow = findingAlways(() => ['a.io/app:1']);
  const questions = {
    ...slow,
    search: (...given: Parameters<typeof slow.search>) => {
      clock.now += savedQuestionLimits.watchForMs;
      return slow.search(...given);
    },
  };
  expect(await watchQuestions({ ...parts, questions }, 10_000, signal)).toBe(false);
  expect((await asked()).length).toBe(2);
});
