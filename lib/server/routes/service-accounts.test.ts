import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBasicRegistry } from '#e2e/fakes/basic-registry';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { adminRegistriesSchema, serviceAccountsSchema } from '#lib/api/contract/service-account-contract';
import { handler } from '#lib/server/http/handler';
import { plansState } from '#lib/server/plans/process-state';
import { answerAdminRegistries } from './admin-registries.ts';
import { answerTags } from './repositories.ts';
import type { RouteHandler } from './route-call.ts';
import {
  answerRemoveServiceAccount,
  answerServiceAccounts,
  answerSetServiceAccount,
} from './service-accounts.ts';
import { answerSignIn } from './sign-in.ts';

const password = 'canary-robot-password';
type Registry = Awaited<ReturnType<typeof startBasicRegistry>>;
let registry: Registry;
let team: TeamInTest;
let ada: string;
let events: unknown[];
beforeEach(async () => {
  registry = await startBasicRegistry('robot', password);
  team = teamInTest({ registries: [{ host: registry.host, plainHttp: true }, { host: 'a.io' }] });
  ada = await team.signIn('ada');
  events = [];
  const auditLog = { append: async (rows: readonly unknown[]) => void events.push(...rows) };
  plansState.persistence = Object.assign(Object.create(null), { journal: {}, auditLog });
});
afterEach(async () => {
  plansState.persistence = undefined;
  await registry[Symbol.asyncDispose]();
});

function ask(
  answer: RouteHandler,
  path: string,
  cookie = ada,
  method = 'GET',
  body?: unknown,
): Promise<Response> {
  const headers = { cookie, 'x-orrery-request': '1', 'content-type': 'application/json' };
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  return handler('test', answer)(new Request(teamOrigin + path, { method, headers, ...init }));
}

const path = '/api/admin/service-accounts';
const set = (body: object, cookie = ada) => ask(answerSetServiceAccount, path, cookie, 'PUT', body);
const setRobot = (more: object = {}) => set({ host: registry.host, username: 'robot', password, ...more });
const list = async () => serviceAccountsSchema.parse(await (await ask(answerServiceAccounts, path)).json());
const tags = async (cookie: string) =>
  (await ask(answerTags, `/api/tags?ref=${registry.host}/team/app`, cookie)).status;

test('an account that the registry takes is kept, and its password is told to nobody', async () => {
  const response = await setRobot();
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({
    isChecked: true,
    account: {
      host: registry.host,
      username: 'robot',
      shared: false,
      state: 'ready',
      changedBy: 'ada@acme.example',
    },
  });
  expect((await list()).accounts).toEqual([JSON.parse(text).account]);
  const stored = (await team.accounts.list()).map(({ sealed }) => Buffer.from(sealed).toString('latin1'));
  const known = await (await ask(answerAdminRegistries, '/api/admin/registries')).text();
  expect([text, known, JSON.stringify(events), ...stored].join()).not.toContain('canary');
  expect(adminRegistriesSchema.parse(JSON.parse(known)).registries).toMatchObject([
    { host: registry.host, plainHttp: true, account: { username: 'robot' } },
    { host: 'a.io', plainHttp: false },
  ]);
});

test('an account that the registry refuses is not kept', async () => {
  expect((await set({ host: registry.host, username: 'robot', password: 'wrong' })).status).toBe(401);
  expect((await list()).accounts).toEqual([]);
  expect(events).toEqual([]);
});

test('each change stands in the audit log before it happens, with who made it', async () => {
  await setRobot();
  await set({ host: registry.host, shared: true });
  await ask(answerRemoveServiceAccount, `${path}?host=${registry.host}`, ada, 'DELETE');
  const row = {
    actor: 'ada@acme.example',
    registry: registry.host,
    action: 'service-account',
    target: 'robot',
  };
  expect(events).toMatchObject(
    ['set', 'share', 'remove'].flatMap((verb) => [
      { ...row, verb, result: 'started' },
      { ...row, verb, result: 'done' },
    ]),
  );
});

test('nothing is changed that cannot be recorded', async () => {
  const append = async () => {
    throw new Error('no space');
  };
  plansState.persistence = Object.assign(Object.create(null), { journal: {}, auditLog: { append } });
  expect(await (await setRobot()).json()).toMatchObject({ code: 'audit-unwritable' });
  expect(await team.accounts.list()).toEqual([]);
});

test('people use it only where it is shared, and no longer once it is not', async () => {
  await setRobot();
  expect(await tags(ada)).toBe(401);
  await set({ host: registry.host, shared: true });
  expect(await tags(ada)).toBe(200);
  expect((await list()).accounts).toMatchObject([{ shared: true, state: 'ready' }]);
  await set({ host: registry.host, shared: false });
  expect(await tags(ada)).toBe(401);
});

test('a shared account reaches as far as the role of who uses it', async () => {
  await setRobot({ shared: true });
  expect(await tags(await team.signIn('bob'))).toBe(403);
});

test('nobody sends the shared password to a token server of their choice', async () => {
  await setRobot({ shared: true });
  const body = { host: registry.host, tokenServer: 'https://elsewhere.example' };
  const response = await ask(answerSignIn, '/api/sign-in', ada, 'POST', body);
  expect(await response.json()).toMatchObject({ code: 'request-invalid' });
});

test.each([
  ['neither an account nor a password', {}, 'not-found'],
  ['a user name alone', { username: 'robot' }, 'request-invalid'],
  ['another field', { role: 'admin' }, 'request-invalid'],
])('a change with %s is refused', async (_, body, code) => {
  expect(await (await set({ host: registry.host, ...body })).json()).toMatchObject({ code });
});

test('only registries of the settings have one', async () => {
  const response = await set({ host: 'b.io', username: 'robot', password });
  expect(await response.json()).toMatchObject({ code: 'registry-not-configured' });
});

test('who is no admin learns nothing of it', async () => {
  const bob = await team.signIn('bob');
  for (const response of [
    await ask(answerServiceAccounts, path, bob),
    await ask(answerAdminRegistries, '/api/admin/registries', bob),
    await set({ host: registry.host, username: 'robot', password }, bob),
  ])
    expect(response.status).toBe(403);
});

test('on a machine of one’s own there are registries and no accounts', async () => {
  testServices({ registries: [{ host: 'a.io' }] });
  const known = await (await callRoute(answerAdminRegistries, '/api/admin/registries')).json();
  expect(known).toEqual({
    registries: [{ host: 'a.io', plainHttp: false, hasCertificates: false, tokenServers: [] }],
  });
  expect((await callRoute(answerServiceAccounts, path)).status).toBe(404);
});
