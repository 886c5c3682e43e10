import { beforeEach, expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/inventory-records';
import { findingAlways, memoryQuestionStore } from '#e2e/fakes/memory-questions';
import { describeQuestionStore, questionOf } from '#e2e/suites/describe-question-store';
import type { QuestionJob } from '#lib/inventory/queue/scan-job';
import { parsePattern } from '#lib/roles/repository-pattern';
import { lookAt, scopeOfAsked } from './look-at.ts';
import type { QuestionStore } from './question-store.ts';

describeQuestionStore('in memory', { isShared: true }, async () => {
  const store = memoryQuestionStore();
  return { open: async () => store, remove: async () => undefined };
});

let store: QuestionStore;
let found: readonly string[];
let jobs: QuestionJob[];
let now: number;
const webhook = { address: 'https://hooks.example', secret: 's' };
const saved = questionOf('one', 'ada', { webhook });
const look = async () => {
  const question = await store.find(saved.id);
  if (question === undefined) throw new Error('It was saved.');
  const addJob = async (job: QuestionJob) => void jobs.push(job);
  return await lookAt({ store, questions: findingAlways(() => found), now: () => now, addJob }, question);
};
beforeEach(async () => {
  store = memoryQuestionStore();
  [found, jobs, now] = [['a.io/app:1'], [], 1_000];
  await store.add(saved, undefined, 9);
});

test('the first look counts hits, and tells nobody', async () => {
  expect((await look())?.standing).toEqual({ count: 1, isWhole: true, askedAt: 1_000, since: 1_000 });
  expect(jobs).toEqual([]);
});

test('a hit that came is remembered and told once', async () => {
  await look();
  now = 2_000;
  await look();
  [found, now] = [['a.io/app:1', 'a.io/app:2'], 3_000];
  const looked = await look();
  expect(looked?.standing).toMatchObject({ count: 2, askedAt: 3_000, since: 3_000 });
  expect(looked?.changes).toMatchObject([{ at: 3_000, gained: [{ reference: 'a.io/app:2' }], lost: [] }]);
  now = 4_000;
  expect((await look())?.standing).toMatchObject({ askedAt: 4_000, since: 3_000 });
  const [change] = looked?.changes ?? [];
  expect(jobs).toEqual([{ kind: 'tell-webhook', question: saved.id, change: change?.id, tries: 0 }]);
});

test('a hit that went is remembered, and told to nobody', async () => {
  await look();
  found = [];
  const key = `a.io/app@${digestOf('a.io/app:1')}`;
  expect((await look())?.changes).toMatchObject([{ gained: [], lost: [{ reference: key }] }]);
  expect(jobs).toEqual([]);
});

test('a question is asked by the rights of its owner', async () => {
  const pattern = parsePattern('a.io/team/**');
  await store.setReach('ada', pattern === undefined ? [] : [pattern]);
  found = ['a.io/other:1', 'a.io/team/app:1'];
  expect((await look())?.standing.count).toBe(1);
});

test('what was deleted meanwhile is no look', async () => {
  const question = await store.find(saved.id);
  await store.remove('ada', saved.id);
  const addJob = () => Promise.reject(new Error('Nobody is told.'));
  const parts = { store, questions: findingAlways(() => found), now: () => now, addJob };
  expect(question === undefined ? 'gone' : await lookAt(parts, question)).toBeUndefined();
});

test('a question is about its registry or its repository', () => {
  expect(scopeOfAsked({ host: 'a.io' }, [])).toEqual({ reach: [], host: 'a.io' });
  expect(scopeOfAsked({ repository: 'a.io/team/app' }, undefined)).toEqual({
    ...{ reach: undefined, host: 'a.io', repository: 'team/app' },
  });
  expect(() => scopeOfAsked({ host: 'no host' }, undefined)).toThrow();
});

test('a hit is told also where the queue or the store fails at that moment', async () => {
  await look();
  found = [...found, 'a.io/app:2'];
  now = 2_000;
  const question = await store.find(saved.id);
  if (question === undefined) throw new Error('It was saved.');
  const parts = { questions: findingAlways(() => found), now: () => now };
  const addJob = async (job: QuestionJob) => void jobs.push(job);
  const away = () => Promise.reject(new Error('The database is away.'));
  await expect(lookAt({ ...parts, store, addJob: away }, question)).rejects.toThrow('is away');
  await expect(lookAt({ ...parts, store: { ...store, write: away }, addJob }, question)).rejects.toThrow(
    'is away',
  );
  jobs = [];
  expect((await look())?.changes[0]?.gained).toMatchObject([{ reference: 'a.io/app:2' }]);
  expect(jobs).toHaveLength(1);
});
