import { createHmac } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { memoryHookStore } from '#e2e/fakes/memory-hooks';
import { serveTeam, teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { madeHookSchema } from '#lib/api/contract/inventory-contract';
import { problemSchema } from '#lib/api/contract/problem-contract';
import { Secret } from '#lib/registry/auth/credential';
import { handler } from '#lib/server/http/handler';
import type { HookStore } from '#lib/server/inventory/hook-store';
import { makeHookToken } from '#lib/server/inventory/hook-token';
import type { InventoryService } from '#lib/server/inventory/inventory-service';
import { provideInventory } from '#lib/server/inventory/inventory-service';
import { answerHook, answerHooks, answerSetHook } from './hooks.ts';
import { hookLimits } from './limits.ts';

const host = 'registry.example:5000';
const change = { repository: 'team/app', tag: '1.0' };
const push = { events: [{ action: 'push', target: change }] };
let hooks: HookStore;
let token = '';
let notified: unknown[] = [];

beforeEach(async () => {
  teamInTest();
  hooks = memoryHookStore();
  notified = [];
  const refuse = async () => {
    throw new Error('No notification asks for this.');
  };
  const service: InventoryService = {
    ...{ describe: refuse, estimate: refuse, start: refuse, find: refuse, cancel: refuse },
    ...{ pause: refuse, resume: refuse, retry: refuse, forget: refuse, questions: refuse },
    addQuestionJob: refuse,
    notify: async (registry, changes) => void notified.push([registry, changes]),
    hooks,
    close: async () => undefined,
  };
  provideInventory(service);
  const made = makeHookToken(host);
  ({ token } = made);
  await hooks.put({ registry: host, sealed: made.sealed, changedBy: 'ada' });
});

/** Sends a notification as a registry does, without a session. */
function send(headers: Readonly<Record<string, string>>, body: unknown = push, to = host): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const path = `${teamOrigin}/api/hooks/${encodeURIComponent(to)}`;
  return handler('hook', answerHook)(new Request(path, { method: 'POST', body: text, headers }));
}

const basic = (password: string) => `Basic ${btoa(`orrery:${password}`)}`;

test.for([
  ['a bearer token', () => ({ authorization: `Bearer ${token}` })],
  ['a password', () => ({ authorization: basic(token) })],
  [
    'a signature of the body',
    () => ({
      'x-hub-signature-256': `sha256=${createHmac('sha256', token).update(JSON.stringify(push)).digest('hex')}`,
    }),
  ],
] as const)('a notification with %s is taken', async ([, headers]) => {
  const response = await send(headers());
  expect(response.status).toBe(202);
  expect(notified).toEqual([[host, [change]]]);
  expect(await hooks.find(host)).toMatchObject({ lastAt: 1, unread: undefined });
});

test.for([
  ['no token', () => ({})],
  ['a wrong token', () => ({ authorization: 'Bearer wrong' })],
  ['a wrong signature', () => ({ 'x-hub-signature-256': 'sha256=00' })],
  [
    'the right token and a wrong signature',
    () => ({ authorization: `Bearer ${token}`, 'x-hub-signature-256': 'sha256=00' }),
  ],
] as const)('a notification with %s is refused, and nothing is noted', async ([, headers]) => {
  const response = await send(headers());
  expect(response.status).toBe(401);
  expect(problemSchema.parse(await response.json()).code).toBe('hook-refused');
  expect(notified).toEqual([]);
  expect(await hooks.find(host)).toMatchObject({ lastAt: undefined });
});

test('a token is that of one registry, and who guesses others learns nothing', async () => {
  const headers = { authorization: `Bearer ${token}` };
  const other = await send(headers, push, 'other.example');
  const nonsense = await send(headers, push, 'not a host');
  expect([other.status, nonsense.status]).toEqual([401, 401]);
  expect(notified).toEqual([]);
});

test.for([
  ['no JSON', 'text', 'no JSON'],
  ['of another form', { hello: 'world' }, 'form'],
  ['of too many events', { events: Array.from({ length: 1_001 }, () => 0) }, '1,001 events'],
  ['too large', `"${'x'.repeat(1024 * 1024)}"`, '1 MiB'],
] as const)('a notification that is %s is refused, and a person is told why', async ([, body, reason]) => {
  const response = await send({ authorization: `Bearer ${token}` }, body);
  expect(response.status).toBe(422);
  expect(problemSchema.parse(await response.json())).toMatchObject({
    code: 'notification-unread',
    registry: host,
  });
  expect((await hooks.find(host))?.unread?.reason).toContain(reason);
  expect(notified).toEqual([]);
});

test('who sends many without the token is told to wait, and who has it is not', async () => {
  const from = { 'x-client-address': '2001:db8:0:1::1' };
  const wrong = { ...from, authorization: 'Bearer wrong' };
  for (let at = 0; at < hookLimits.refusedMax; at += 1) expect((await send(wrong)).status).toBe(401);
  // A network of this size is one customer's.
  const refused = await send({ ...wrong, 'x-client-address': '2001:db8:0:1::2' });
  expect(refused.status).toBe(429);
  // Less than a minute where the machine is slow.
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await send({ ...wrong, 'x-client-address': '2001:db8:0:2::1' })).status).toBe(401);
  expect((await send({ ...from, authorization: `Bearer ${token}` })).status).toBe(202);
});

test('a header that comes twice proves nothing', async () => {
  const signature = `sha256=${createHmac('sha256', token).update(JSON.stringify(push)).digest('hex')}`;
  for (const headers of [
    { 'x-hub-signature-256': `${signature}, ${signature}` },
    { authorization: `Bearer ${token}, Bearer ${token}` },
  ])
    expect((await send(headers)).status).toBe(401);
});

test.for(['%', '%zz', '%c0%af', '%00', '..%2F..', 'A%20B', '%f0%9f%98%80', '*'])(
  'a path that names no registry, %s, is refused as a wrong token is',
  async (name) => {
    const request = new Request(`${teamOrigin}/api/hooks/${name}`, {
      ...{ method: 'POST', body: '{}', headers: { authorization: `Bearer ${token}` } },
    });
    expect((await handler('hook', answerHook)(request)).status).toBe(401);
  },
);

test('Event Grid gets its code back', async () => {
  const event = {
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    data: { validationCode: '512d38b6' },
  };
  const response = await send({ authorization: `Bearer ${token}` }, [event]);
  expect(await response.json()).toEqual({ validationResponse: '512d38b6' });
});

test('what somebody reads is no change', async () => {
  const response = await send(
    { authorization: `Bearer ${token}` },
    { events: [{ action: 'pull', target: change }] },
  );
  expect(response.status).toBe(202);
  expect(notified).toEqual([]);
});

test('a token that is used while both keys are there outlives the key before', async () => {
  const key = new Secret('the second key of the tests, 32 bytes and more');
  const first = new Secret('the first key of the tests, 32 bytes and more');
  serveTeam({}, [key, first]);
  expect((await send({ authorization: `Bearer ${token}` })).status).toBe(202);
  serveTeam({}, [key]);
  expect((await send({ authorization: `Bearer ${token}` })).status).toBe(202);
  serveTeam({}, [new Secret('a third key, of which nobody has ever told it')]);
  expect((await send({ authorization: `Bearer ${token}` })).status).toBe(401);
});

test('nobody without a session lists hooks', async () => {
  expect((await callRoute(answerHooks, '/api/admin/hooks')).status).toBe(401);
  expect(madeHookSchema.safeParse({ address: '', token: '' }).success).toBe(true);
});

test('on one machine, too, a registry notifies with its token', async () => {
  testServices({ port: 4400 });
  const put = { method: 'PUT', body: JSON.stringify({ host }), headers: { 'x-orrery-request': '1' } };
  const made = madeHookSchema.parse(await (await callRoute(answerSetHook, '/api/admin/hooks', put)).json());
  expect(made.address).toBe('http://localhost:4400/api/hooks/registry.example%3A5000');
  const send = (authorization: string) =>
    callRoute(answerHook, new URL(made.address).pathname, {
      method: 'POST',
      body: JSON.stringify(push),
      headers: { authorization },
    });
  expect((await send(`Bearer ${token}`)).status).toBe(401);
  expect((await send(`Bearer ${made.token}`)).status).toBe(202);
  expect(notified).toEqual([[host, [change]]]);
});
