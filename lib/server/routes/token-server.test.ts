import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { startTokenRegistry } from '#e2e/fakes/token-registry';
import { answerTags } from './repositories.ts';
import { answerSignIn } from './sign-in.ts';

const dockerFolder = await mkdtemp(join(tmpdir(), 'orrery-docker-'));
const credentialFiles = { docker: join(dockerFolder, 'config.json'), containers: undefined };

beforeEach(() => testServices({ credentialFiles }));
afterAll(() => rm(dockerFolder, { recursive: true }));

const adaBasic = `Basic ${btoa('ada:canary-password')}`;

async function signIn(document: Readonly<Record<string, string>>, cookie = '') {
  const response = await callRoute(answerSignIn, '/api/sign-in', {
    method: 'POST',
    headers: { origin: 'http://localhost:4400', 'content-type': 'application/json', cookie },
    body: JSON.stringify(document),
  });
  const own = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { status: response.status, answer: await response.json(), cookie: own };
}

async function tagsOf(host: string, cookie: string) {
  const response = await callRoute(answerTags, `/api/tags?ref=${host}/team/app`, { headers: { cookie } });
  return { status: response.status, answer: await response.json() };
}

const ada = { username: 'ada', password: 'canary-password' };

test.each([false, true])(
  'a password goes to a token server of another host only when the person says so (a token for strangers: %s)',
  async (strangers) => {
    await using registry = await startTokenRegistry('ada', 'canary-password', { strangers });
    const { host, tokenServer, authorizations } = registry;
    const asked = await signIn({ host, ...ada });
    expect(asked).toMatchObject({
      status: 401,
      cookie: '',
      answer: {
        code: 'unauthorized',
        registry: host,
        tokenServer,
        detail: `${host} sends you to sign in at ${new URL(tokenServer).host}. Your password was not sent there.`,
        hint: expect.stringMatching(/tokenServers.*ORRERY_REGISTRIES/),
      },
    });
    expect(JSON.stringify(asked.answer)).not.toContain('check your user name');
    expect(authorizations).toEqual([undefined]);
    const { status, answer, cookie } = await signIn({ host, ...ada, tokenServer });
    expect([status, answer, authorizations.at(-1)]).toEqual([200, { isChecked: true }, adaBasic]);
    expect(await tagsOf(host, cookie)).toMatchObject({ status: 200, answer: { names: ['1.0'] } });
  },
);

test('another origin than the one that was allowed gets nothing', async () => {
  await using registry = await startTokenRegistry('ada', 'canary-password');
  const { host, tokenServer, authorizations } = registry;
  const other = tokenServer.replace(/\d+$/, '1');
  expect(await signIn({ host, ...ada, tokenServer: other })).toMatchObject({
    status: 401,
    answer: { tokenServer },
  });
  expect(authorizations).toEqual([undefined]);
});

test('what is allowed counts for one registry, and a later sign-in of the session need not ask again', async () => {
  await using first = await startTokenRegistry('ada', 'canary-password');
  await using second = await startTokenRegistry('ada', 'canary-password');
  const { cookie } = await signIn({ host: first.host, ...ada, tokenServer: first.tokenServer });
  const again = await signIn({ host: first.host, ...ada }, cookie);
  expect(again.status).toBe(200);
  expect(await signIn({ host: second.host, ...ada }, again.cookie)).toMatchObject({ status: 401 });
  expect(await signIn({ host: first.host, ...ada })).toMatchObject({ status: 401 });
});

test('a wrong password that was sent is called wrong', async () => {
  await using registry = await startTokenRegistry('ada', 'another');
  const { host, tokenServer } = registry;
  const { status, answer } = await signIn({ host, ...ada, tokenServer });
  expect(status).toBe(401);
  expect(answer).not.toHaveProperty('tokenServer');
  expect(answer.hint).toContain('check your user name');
});

test('the operator allows it for everybody', async () => {
  await using registry = await startTokenRegistry('ada', 'canary-password');
  const { host, tokenServer } = registry;
  testServices({ credentialFiles, registries: [{ host, plainHttp: true, tokenServers: [tokenServer] }] });
  expect(await signIn({ host, ...ada })).toMatchObject({ status: 200 });
});

test("credentials of docker's config go there only after a yes, which needs no password", async () => {
  await using registry = await startTokenRegistry('ada', 'canary-password');
  const { host, tokenServer, authorizations } = registry;
  const auths = { [host]: { auth: btoa('ada:canary-password') } };
  await writeFile(join(dockerFolder, 'config.json'), JSON.stringify({ auths }));
  expect(await tagsOf(host, '')).toMatchObject({ status: 401, answer: { tokenServer } });
  expect(authorizations.every((authorization) => authorization === undefined)).toBe(true);
  const { status, cookie } = await signIn({ host, tokenServer });
  expect([status, authorizations.at(-1)]).toEqual([200, adaBasic]);
  expect((await tagsOf(host, cookie)).status).toBe(200);
  // Nobody else said yes.
  expect((await tagsOf(host, '')).status).toBe(401);
});

test.each([
  'auth.example.net',
  'https://auth.example.net/token',
  'ftp://auth.example.net',
  'https://u@a.net',
  '?',
])('a token server that is no origin is refused: %s', async (tokenServer) => {
  expect(await signIn({ host: 'localhost:1', ...ada, tokenServer })).toMatchObject({
    status: 400,
    answer: { code: 'request-invalid', detail: '"tokenServer" is an origin like https://auth.example.net.' },
  });
});

test('a token server alone is not enough where there are no credentials at all', async () => {
  await using registry = await startTokenRegistry('ada', 'canary-password');
  const { host, tokenServer } = registry;
  expect(await signIn({ host, tokenServer })).toMatchObject({ status: 400 });
});
