import { beforeEach, expect, test } from 'vitest';
import { memoryHookStore } from '#e2e/fakes/memory-hooks';
import { findingAlways, memoryQuestionStore } from '#e2e/fakes/memory-questions';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { serveTeam, teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { problemSchema } from '#lib/api/contract/problem-contract';
import {
  putQuestionAnswerSchema,
  questionAnswerSchema,
  savedQuestionsSchema,
} from '#lib/api/contract/saved-question-contract';
import { handler } from '#lib/server/http/handler';
import { provideInventory } from '#lib/server/inventory/inventory-service';
import { savedQuestionLimits } from '#lib/server/questions/limits';
import { provideQuestionStore } from '#lib/server/questions/question-store';
import { answerQuestion } from './answer-question.ts';
import type { RouteHandler } from './route-call.ts';
import { answerPutQuestion, answerSavedQuestions } from './saved-questions.ts';

const log4j = { about: 'search', q: 'log4j-core', kind: 'package', below: '2.17.0' } as const;
const all = ['a.io/team/app:1', 'a.io/other:1'];
const off = () => Promise.reject(new Error('No saved question asks this.'));
let team: TeamInTest;
let ada: string;
let bob: string;
beforeEach(async () => {
  provideInventory({
    ...{ describe: off, estimate: off, start: off, find: off, cancel: off, pause: off, resume: off },
    ...{ retry: off, forget: off, notify: off, close: off, addQuestionJob: off },
    hooks: memoryHookStore(),
    questions: async () => findingAlways(() => all),
  });
  team = teamInTest();
  provideQuestionStore(memoryQuestionStore());
  ada = await team.signIn('ada');
  bob = await team.signIn('bob');
});
const ask = (answer: RouteHandler, path: string, cookie: string, body?: object): Promise<Response> => {
  const headers = { cookie, 'x-orrery-request': '1' };
  const init = body === undefined ? {} : { method: 'PUT', body: JSON.stringify(body) };
  return handler('test', answer)(new Request(teamOrigin + path, { headers, ...init }));
};
const save = async (body: object, cookie = ada) => {
  const response = await ask(answerPutQuestion, '/api/questions', cookie, body);
  return putQuestionAnswerSchema.parse(await response.json());
};
const listed = async (cookie: string) => {
  const response = await ask(answerSavedQuestions, '/api/questions', cookie);
  return savedQuestionsSchema.parse(await response.json()).questions;
};
const hitsOf = async (path: string, cookie: string) => {
  const response = await ask(answerQuestion, `/api/questions/${path}`, cookie);
  if (response.status !== 200) return response.status;
  return questionAnswerSchema.parse(await response.json()).rows.map(({ reference }) => reference);
};

test('nobody sees what another person keeps for themselves', async () => {
  const { question } = await save({ name: 'one', question: log4j, key: 'new' });
  expect(await listed(bob)).toEqual([]);
  expect(await hitsOf(question.id, bob)).toBe(404);
  expect(await hitsOf(question.id, '')).toBe(401);
  expect(await hitsOf(question.id, ada)).toEqual(all);
});

test('a shared question is answered by the rights of who reads it, and is changed by its owner alone', async () => {
  const webhook = 'https://hooks.example/canary';
  const { question } = await save({ name: 'one', question: log4j, shared: true, webhook, key: 'new' });
  const [seen] = await listed(bob);
  expect(seen).toMatchObject({ id: question.id, own: false, owner: 'ada@acme.example', hasKey: false });
  expect([seen?.hits, seen?.webhook]).toEqual([undefined, undefined]);
  expect(await hitsOf(question.id, bob)).toEqual(['a.io/team/app:1']);
  const change = { id: question.id, name: 'mine', question: log4j };
  expect((await ask(answerPutQuestion, '/api/questions', bob, change)).status).toBe(404);
});

test('where the registries decide what each person is told, nothing is told to nobody', async () => {
  const { question, key = '' } = await save({ name: 'one', question: log4j, key: 'new' });
  serveTeam({ inventory: { role: 'all', requestsPerSecond: 5, access: 'registry' } });
  expect(await hitsOf(`${question.id}?key=${key}`, '')).toBe(404);
  expect((await listed(ada))[0]?.hits).toBeUndefined();
  const body = { name: 'two', question: log4j, webhook: 'https://hooks.example' };
  expect((await ask(answerPutQuestion, '/api/questions', ada, body)).status).toBe(400);
});

test('who has the key reads by the rights of its owner, without a session', async () => {
  const { question, key = '' } = await save({ name: 'one', question: log4j, key: 'new' }, bob);
  expect(await hitsOf(`${question.id}?key=${key}`, '')).toEqual(['a.io/team/app:1']);
  expect(await hitsOf(`${question.id}?key=wrong`, '')).toBe(404);
  // A key stands for itself: a session beside a wrong one lets nobody in.
  expect(await hitsOf(`${question.id}?key=wrong`, bob)).toBe(404);
  const other = await save({ name: 'two', question: log4j });
  expect(await hitsOf(`${other.question.id}?key=${key}`, '')).toBe(404);
});

test('a key rests while its owner has been away for long, and works again when they are back', async () => {
  const store = memoryQuestionStore();
  let days = 0;
  const since = async (id: string) => {
    const found = await store.find(id);
    const awayMs = days * 24 * 60 * 60 * 1_000;
    return found === undefined ? undefined : { ...found, ownerSeenAt: Date.now() - awayMs };
  };
  provideQuestionStore({ ...store, find: since });
  const { question, key = '' } = await save({ name: 'one', question: log4j, key: 'new' });
  const path = `${question.id}?key=${key}`;
  days = 29;
  expect(await hitsOf(path, '')).toEqual(all);
  days = 31;
  const response = await ask(answerQuestion, `/api/questions/${path}`, '');
  expect(response.status).toBe(403);
  expect(problemSchema.parse(await response.json()).code).toBe('owner-away');
  // A wrong key learns nothing of that, and its owner reads on.
  expect(await hitsOf(`${question.id}?key=wrong`, '')).toBe(404);
  expect(await hitsOf(question.id, ada)).toEqual(all);
});

test('who tries many keys is told to wait, and who has the right one is not', async () => {
  const { question, key = '' } = await save({ name: 'one', question: log4j, key: 'new' });
  const from = (address: string, path: string) => {
    const headers = { 'x-client-address': address };
    return handler('test', answerQuestion)(new Request(`${teamOrigin}/api/questions/${path}`, { headers }));
  };
  const other = question.id.replace(/^.{8}/, '00000000');
  for (let at = 0; at < savedQuestionLimits.wrongKeysMax; at += 1) {
    const id = at % 2 === 0 ? question.id : other;
    expect((await from('203.0.113.7', `${id}?key=wrong`)).status).toBe(404);
  }
  const refused = await from('203.0.113.7', `${question.id}?key=wrong`);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(problemSchema.parse(await refused.json()).code).toBe('keys-limited');
  expect((await from('203.0.113.7', `${other}.atom?key=${key}`)).status).toBe(429);
  expect((await from('203.0.113.7', `${question.id}?key=${key}`)).status).toBe(200);
  expect((await from('203.0.113.8', `${question.id}?key=wrong`)).status).toBe(404);
});
