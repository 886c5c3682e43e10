import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { memoryHookStore } from '#e2e/fakes/memory-hooks';
import { findingAlways } from '#e2e/fakes/memory-questions';
import { auditLogSchema } from '#lib/api/contract/admin-contract';
import { problemSchema } from '#lib/api/contract/problem-contract';
import {
  putQuestionAnswerSchema,
  questionAnswerSchema,
  savedQuestionsSchema,
} from '#lib/api/contract/saved-question-contract';
import { formatSearchCursor, searchStart } from '#lib/inventory/questions/search-cursor';
import { handler } from '#lib/server/http/handler';
import { provideInventory } from '#lib/server/inventory/inventory-service';
import { openPersistence } from '#lib/server/plans/open-persistence';
import { plansState } from '#lib/server/plans/process-state';
import { getQuestionStore } from '#lib/server/questions/get-question-store';
import { answerQuestion } from './answer-question.ts';
import { answerAuditLog } from './audit-log.ts';
import { answerDeleteQuestion, answerPutQuestion, answerSavedQuestions } from './saved-questions.ts';

const log4j = { about: 'search', q: 'log4j-core', kind: 'package', below: '2.17.0' } as const;
const all = ['a.io/team/app:1', 'a.io/other:1'];
let found: readonly string[];
let doubts: NonNullable<Parameters<typeof findingAlways>[1]>;
let jobs: unknown[];
beforeEach(() => {
  [found, doubts, jobs] = [all, {}, []];
  const off = () => Promise.reject(new Error('No saved question asks this.'));
  provideInventory({
    ...{ describe: off, estimate: off, start: off, find: off, cancel: off, pause: off, resume: off },
    ...{
      retry: off,
      forget: off,
      notify: off,
      close: off,
      addQuestionJob: async (job) => void jobs.push(job),
    },
    hooks: memoryHookStore(),
    questions: async () => findingAlways(() => found, doubts),
  });
});

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'saved-questions-'));
  testServices({ dataDir });
});
afterEach(() => rm(dataDir, { recursive: true }));

const put = async (body: object) => {
  const init = { method: 'PUT', body: JSON.stringify(body), headers: { 'x-orrery-request': '1' } };
  return await callRoute(answerPutQuestion, '/api/questions', init);
};
const save = async (body: object) => putQuestionAnswerSchema.parse(await (await put(body)).json());
const get = (path: string) => callRoute(answerQuestion, `/api/questions/${path}`);
const listed = async () => {
  const response = await callRoute(answerSavedQuestions, '/api/questions');
  return savedQuestionsSchema.parse(await response.json()).questions;
};
/** Lets the answer that is remembered for a moment be too old. */
const forget = async (id: string) => {
  const store = getQuestionStore();
  const read = await store.readMemory(id);
  await store.write(id, read?.version ?? 0, { count: 2, isWhole: true, askedAt: 0, since: 0 });
};

test('a question is saved with its hits, renamed and deleted', async () => {
  const { question } = await save({ name: ' Old log4j ', question: log4j });
  expect(question).toMatchObject({ name: 'Old log4j', own: true, shared: false, hits: { count: 2 } });
  expect(question.question).toEqual(log4j);
  const renamed = await save({ id: question.id, name: 'Log4Shell', question: log4j });
  const { version = '' } = renamed.question;
  expect(version).not.toBe(question.version);
  expect(renamed.question).toEqual({ ...question, name: 'Log4Shell', version });
  expect(await listed()).toEqual([renamed.question]);
  const other = await save({ id: question.id, name: 'Log4Shell', question: { ...log4j, below: '3' } });
  expect(other.question.hits?.since).not.toBe(undefined);
  const removed = await callRoute(answerDeleteQuestion, `/api/questions?id=${question.id}`, {
    method: 'DELETE',
    headers: { 'x-orrery-request': '1' },
  });
  expect([removed.status, await listed()]).toEqual([204, []]);
});

test('its answer is all hits, as JSON, for a spreadsheet, and for CI by its status', async () => {
  const { question } = await save({ name: 'one', question: log4j });
  const answer = questionAnswerSchema.parse(await (await get(question.id)).json());
  expect(answer).toMatchObject({ hits: 2, more: false, unknown: 0, changes: [] });
  expect(answer.rows.map(({ reference }) => reference)).toEqual(all);
  const table = await (await get(`${question.id}?format=csv`)).text();
  expect(table.split('\r\n').map((line) => line.split(',')[0])).toEqual(['reference', ...all, '']);
  const failing = await get(`${question.id}?expect=none`);
  expect([failing.status, questionAnswerSchema.parse(await failing.json()).hits]).toEqual([412, 2]);
  found = [];
  expect((await get(`${question.id}?expect=none`)).status).toBe(200);
  const version = { name: 'log4j-core', type: 'deb', version: '2' };
  for (const doubt of [{ unknown: 3 }, { without: 1 }, { notCompared: [version] }, { notAsked: 2 }]) {
    doubts = doubt;
    expect((await get(`${question.id}?expect=none`)).status).toBe(424);
    expect((await get(`${question.id}?expect=none-found`)).status).toBe(200);
  }
  const left = questionAnswerSchema.parse(await (await get(question.id)).json());
  expect(left.notAsked).toBe(2);
});

test('a search that is cut off before its end is no proof for CI, and says that there is more', async () => {
  found = [];
  doubts = { next: formatSearchCursor(searchStart) };
  const { question } = await save({ name: 'one', question: log4j });
  for (const expected of ['none', 'none-found']) {
    const response = await get(`${question.id}?expect=${expected}`);
    const answer = questionAnswerSchema.parse(await response.json());
    expect(response.status).toBe(424);
    expect(answer).toMatchObject({ hits: 0, more: true, asOf: '2026-01-31T00:00:00.000Z' });
  }
});

test('that nothing was scanned is no proof for CI', async () => {
  const { question } = await save({ name: 'one', question: { about: 'changes', what: 'fixed' } });
  expect((await get(`${question.id}?expect=none`)).status).toBe(424);
});

test('a hit that came is in its answer, in its feed, and told to its webhook', async () => {
  const webhook = 'https://hooks.example/in';
  const { question, secret } = await save({ name: 'one', question: log4j, webhook });
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(question.webhook).toEqual({ address: webhook });
  found = [...all, 'a.io/new:1'];
  await forget(question.id);
  const answer = questionAnswerSchema.parse(await (await get(question.id)).json());
  expect(answer.changes).toMatchObject([{ gained: [{ reference: 'a.io/new:1' }], lost: [], more: false }]);
  const feed = await get(`${question.id}.atom`);
  expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  expect(await feed.text()).toContain('<title>a.io/new:1</title>');
  expect(jobs).toMatchObject([{ kind: 'tell-webhook', question: question.id }]);
  const same = await save({ id: question.id, name: 'one', question: log4j });
  expect([same.question.webhook, same.secret]).toEqual([{ address: webhook }, undefined]);
  const without = await save({ id: question.id, name: 'one', question: log4j, webhook: null });
  expect(without.question.webhook).toBeUndefined();
});

test('a feed names the address that it was asked by', async () => {
  const { question } = await save({ name: 'one', question: log4j });
  const path = `http://127.0.0.1:3000/api/questions/${question.id}.atom`;
  const request = new Request(path, { headers: { host: '127.0.0.1:3000' } });
  const text = await (await handler('test', answerQuestion)(request)).text();
  expect(text).toContain(`href="http://127.0.0.1:3000/search?saved=${question.id}"`);
  expect(text).not.toContain('localhost');
});

test('a key opens its address until another is made', async () => {
  const { question, key = '' } = await save({ name: 'one', question: log4j, key: 'new' });
  expect(question.hasKey).toBe(true);
  expect((await get(`${question.id}?key=${key}`)).status).toBe(200);
  expect((await get(`${question.id}.atom?key=${key}`)).status).toBe(200);
  expect((await get(`${question.id}?key=wrong`)).status).toBe(404);
  await save({ id: question.id, name: 'two', question: log4j });
  expect((await get(`${question.id}?key=${key}`)).status).toBe(200);
  await save({ id: question.id, name: 'two', question: log4j, key: 'none' });
  expect((await get(`${question.id}?key=${key}`)).status).toBe(404);
});

test('who changes what somebody has changed meanwhile is told so, and replaces nothing', async () => {
  const { question } = await save({ name: 'one', question: log4j });
  const { id, version } = question;
  const mine = await save({
    id,
    version,
    name: 'mine',
    question: log4j,
    webhook: 'https://hooks.example/in',
  });
  const refused = await put({ id, version, name: 'other', question: log4j, webhook: null });
  expect(refused.status).toBe(409);
  expect(problemSchema.parse(await refused.json())).toMatchObject({
    code: 'question-changed',
    detail: '“mine” was saved after you had read it.',
  });
  expect(await listed()).toEqual([mine.question]);
  // That it is asked meanwhile changes nothing.
  await forget(id);
  await get(id);
  const again = { id, name: 'other', question: log4j, version: mine.question.version };
  expect((await save(again)).question.name).toBe('other');
  const gone = { ...again, id: '00000000-0000-4000-8000-000000000000' };
  expect((await put(gone)).status).toBe(404);
});

test('two changes at the same time, which read the same, are not both made', async () => {
  const { question } = await save({ name: 'one', question: log4j });
  const { id, version } = question;
  const answers = await Promise.all(
    ['this', 'that'].map((name) => put({ id, version, name, question: log4j })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('who else reads a question stands in the audit log, without a secret', async () => {
  const persistence = await openPersistence(dataDir);
  plansState.persistence = persistence;
  try {
    const webhook = 'https://hooks.example/services/canary';
    const {
      question,
      key = '',
      secret = '',
    } = await save({ name: 'one', question: log4j, webhook, key: 'new' });
    const { id, version } = question;
    await save({ id, name: 'two', question: log4j });
    expect((await put({ id, version, name: 'two', question: log4j, key: 'none' })).status).toBe(409);
    await callRoute(answerDeleteQuestion, `/api/questions?id=${id}`, {
      method: 'DELETE',
      headers: { 'x-orrery-request': '1' },
    });
    const { rows } = auditLogSchema.parse(await (await callRoute(answerAuditLog, '/api/audit-log')).json());
    const told = rows.toReversed().map((row) => [row.action, row.verb, row.target, row.result].join(' '));
    expect(told.filter((row) => !row.endsWith(' started'))).toEqual([
      `question-webhook set “one” (${id}) to hooks.example done`,
      `question-key set “one” (${id}) done`,
      `question-key remove “two” (${id}) failed`,
      `question-webhook remove “two” (${id}) done`,
      `question-key remove “two” (${id}) done`,
    ]);
    for (const canary of [key, secret, 'canary']) expect(JSON.stringify(rows)).not.toContain(canary);
  } finally {
    plansState.persistence = undefined;
    await persistence.close();
  }
});

test.for([
  [{ name: ' ', question: log4j }, 'The field "name" is empty.'],
  [{ name: 'x'.repeat(101), question: log4j }, 'The field "name" has more than 100 characters.'],
  [{ name: 'a', question: { ...log4j, kind: 'signer' } }, '"question.below" is only for packages.'],
  [{ name: 'a', question: { ...log4j, host: 'no host' } }, 'is not a registry'],
  [{ name: 'a', question: log4j, webhook: 'http://hooks.example' }, 'use https'],
  [{ name: 'a', question: log4j, webhook: 'https://ada:word@hooks.example' }, 'no web address'],
  [{ name: 'a', question: { about: 'all' } }, 'is invalid'],
] as const)('%j is not saved', async ([body, sentence]) => {
  const response = await put(body);
  expect(response.status).toBe(400);
  expect(problemSchema.parse(await response.json()).detail).toContain(sentence);
  expect(await listed()).toEqual([]);
});

test('a feed has one form, and an unknown question none', async () => {
  const { question } = await save({ name: 'one', question: log4j });
  expect((await get(`${question.id}.atom?format=csv`)).status).toBe(400);
  expect((await get('0b5c6a0e-7a52-4b7e-9a53-2f6a5f3f1a11')).status).toBe(404);
  expect((await put({ id: 'other', name: 'one', question: log4j })).status).toBe(404);
});
