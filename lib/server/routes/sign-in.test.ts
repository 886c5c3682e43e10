import { beforeEach, expect, test } from 'vitest';
import { startBasicRegistry } from '#e2e/fakes/basic-registry';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { scriptedRegistry } from '#e2e/fakes/embedded';
import { answerRegistries } from './registries.ts';
import { answerTags } from './repositories.ts';
import { answerSignIn, answerSignOut } from './sign-in.ts';

beforeEach(() => testServices());

const ours = { origin: 'http://localhost:4400', 'content-type': 'application/json' };
const post = (body: unknown, cookie = '') => ({
  method: 'POST',
  headers: { ...ours, cookie },
  body: JSON.stringify(body),
});

async function signedIn(host: string, cookie = '') {
  const body = { host, username: 'ada', password: 'canary-password' };
  const response = await callRoute(answerSignIn, '/api/sign-in', post(body, cookie));
  return { response, cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

test('credentials that open the registry are used from then on, by this browser only', async () => {
  await using registry = await startBasicRegistry('ada', 'canary-password');
  const { response, cookie } = await signedIn(registry.host);
  const path = `/api/tags?ref=${registry.host}/team/app`;
  expect(await response.json()).toEqual({ isChecked: true });
  expect((await callRoute(answerTags, path, { headers: { cookie } })).status).toBe(200);
  expect(await getProblem(answerTags, path)).toMatchObject({ code: 'unauthorized', status: 401 });
});

test('wrong credentials are a problem and are not kept', async () => {
  await using registry = await startBasicRegistry('ada', 'another');
  const body = { host: registry.host, username: 'ada', password: 'wrong' };
  const response = await callRoute(answerSignIn, '/api/sign-in', post(body));
  expect(response.status).toBe(401);
  expect(response.headers.get('set-cookie')).toBeNull();
});

test('a registry that never asks is told apart from one that let the user in', async () => {
  const open = scriptedRegistry(async () => Response.json({}));
  testServices({}, open);
  const { response } = await signedIn(open.hosts[0] ?? '');
  expect(await response.json()).toEqual({ isChecked: false });
});

test('a password cannot be guessed at: the sixth attempt in a minute has to wait', async () => {
  await using registry = await startBasicRegistry('ada', 'another');
  const attempt = () => signedIn(registry.host).then(({ response }) => response);
  for (let i = 0; i < 5; i++) expect((await attempt()).status).toBe(401);
  expect(await (await attempt()).json()).toMatchObject({
    code: 'sign-in-limited',
    retryAfterSeconds: expect.any(Number),
  });
});

test('the cookie is out of reach for pages and other sites, and new at each sign-in', async () => {
  await using registry = await startBasicRegistry('ada', 'canary-password');
  const first = await signedIn(registry.host);
  const second = await signedIn(registry.host, first.cookie);
  expect(first.response.headers.get('set-cookie')).toMatch(
    /^orrery-4400=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  expect(second.cookie).not.toBe(first.cookie);
  const path = `/api/tags?ref=${registry.host}/team/app`;
  expect(await getProblem(answerTags, path, { headers: { cookie: first.cookie } })).toMatchObject({
    status: 401,
  });
});

test('the list of registries names the user and never the password', async () => {
  await using registry = await startBasicRegistry('ada', 'canary-password');
  const { cookie } = await signedIn(registry.host);
  const response = await callRoute(answerRegistries, '/api/registries', { headers: { cookie } });
  const text = await response.text();
  expect(JSON.parse(text).registries).toContainEqual({
    host: registry.host,
    origin: 'signed-in',
    user: 'ada',
  });
  expect(text).not.toContain('canary-password');
});

test('after signing out the registry asks again who it is', async () => {
  await using registry = await startBasicRegistry('ada', 'canary-password');
  const { cookie } = await signedIn(registry.host);
  const out = await callRoute(answerSignOut, '/api/sign-out', post({ host: registry.host }, cookie));
  const path = `/api/tags?ref=${registry.host}/team/app`;
  expect(out.status).toBe(204);
  expect(await getProblem(answerTags, path, { headers: { cookie } })).toMatchObject({ status: 401 });
});

test.for([
  ['no origin at all', {}],
  ['another site', { origin: 'http://evil.example' }],
  ['a sandboxed page', { origin: 'null' }],
  ['another port of this machine', { origin: 'http://localhost:9999' }],
] as const)('a sign-in from %s is refused', async ([, headers]) => {
  const init = { method: 'POST', headers, body: '{}' };
  expect(await getProblem(answerSignIn, '/api/sign-in', init)).toMatchObject({ code: 'origin-refused' });
});

test.for(['', 'no json', '[]', '{"host":"ghcr.io"}', `{"host":"${'a'.repeat(20_000)}"}`])(
  'a body that is not the right document is refused',
  async (body) => {
    const init = { method: 'POST', headers: ours, body };
    expect(await getProblem(answerSignIn, '/api/sign-in', init)).toMatchObject({ code: 'request-invalid' });
  },
);
