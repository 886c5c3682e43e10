import type { IncomingHttpHeaders, OutgoingHttpHeaders, Server } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { limits } from '#lib/server/platform/limits';
import { tokenAccess } from './access.ts';
import type { Listener } from './dispatcher.ts';
import { createDispatcher } from './dispatcher.ts';

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
type Options = { method?: string; headers?: OutgoingHttpHeaders; body?: string };
type Ask = (path: string, options?: Options) => Promise<Answer>;

const token = 'q3nV8sXk2mZb7RtY1wLd0uHe';
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function serve(): Promise<Ask & { readonly origin: string }> {
  const hosts: string[] = [];
  const answer =
    (body: string): Listener =>
    async (_, outgoing) =>
      void outgoing.end(body);
  const access = tokenAccess({ token, port: 4400, tokenPath: '~/data/token' });
  const [registry, pages] = [answer('registry'), answer('page')];
  const backends = { registry, pages, upgrade: () => {}, access, isReady: () => true };
  const log = { debug: () => {}, error: () => {} };
  const dispatcher = createDispatcher({
    hosts,
    isDev: false,
    state: () => ({ kind: 'ready', backends }),
    log,
  });
  const server = createServer((incoming, outgoing) => void dispatcher.listener(incoming, outgoing));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  hosts.push(`127.0.0.1:${port}`);
  const ask: Ask = (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest({ port, host: '127.0.0.1', path, method, headers }, async (incoming) => {
        const chunks = await incoming.toArray();
        const text = Buffer.concat(chunks).toString();
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
      });
      outgoing.on('error', reject).end(body);
    });
  return Object.assign(ask, { origin: `http://127.0.0.1:${port}` });
}

function cookieOf({ headers }: Answer): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

const paste = (origin: string, fields: Record<string, string>): Options => ({
  method: 'POST',
  headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

test.for([
  ['GET', '/'],
  ['GET', '/localhost:3000/acme/app:1.0'],
  ['HEAD', '/'],
  ['GET', '/_next/static/chunks/a.js'],
  ['GET', '/_next/static/../../api/registries'],
  ['GET', '/livez/../api/registries'],
  ['GET', '/v2x'],
  ['GET', '/%76%32/'],
  ['GET', '/api'],
  ['GET', '/api/registries'],
  ['HEAD', '/api/registries'],
  ['GET', '/%61pi/registries'],
  ['GET', '/api/graph?ref=a&token=TOKEN'],
  ['POST', '/api/plans'],
  ['DELETE', '/api/plans/1'],
  ['OPTIONS', '/api/plans'],
  ['POST', '/api/nothing'],
])('%s %s is answered 401 without a token', async ([method = '', path = '']) => {
  const headers = { 'x-orrery-request': '1' };
  const {
    status,
    headers: answered,
    body,
  } = await (await serve())(path.replace('TOKEN', token), {
    method,
    headers,
  });
  expect(status).toBe(401);
  expect(answered['www-authenticate']).toBe('Bearer realm="Orrery"');
  expect(answered['cache-control']).toBe('no-store');
  expect(answered['set-cookie']).toBeUndefined();
  if (method === 'HEAD') expect(body).toBe('');
});

test.for(['/livez', '/readyz', '/v2/', '/v2/_catalog', '/v2'])('%s asks for nothing', async (path) => {
  expect((await (await serve())(path)).status).toBe(200);
});

test.for([
  ['no header', {}],
  ['a wrong token', bearer(`${token}x`)],
  ['a part of the token', bearer(token.slice(0, -1))],
  ['an empty token', { authorization: 'Bearer ' }],
  ['another scheme', { authorization: `Basic ${token}` }],
  ['the token as a cookie', { cookie: `orrery-access-4400=${token}` }],
  ['the cookie of another port', { cookie: 'orrery-access-4401=x' }],
] as const)('a script with %s gets a problem that says where the token is', async ([, headers]) => {
  const { status, headers: answered, body } = await (await serve())('/api/registries', { headers });
  expect([status, answered['content-type']]).toEqual([401, 'application/problem+json']);
  expect(JSON.parse(body)).toMatchObject({
    status: 401,
    code: 'token-needed',
    hint: expect.stringMatching(/Authorization: Bearer.*~\/data\/token/),
  });
});

test.for(['Bearer', 'bearer', 'BEARER'])('a script sends the token as "%s"', async (scheme) => {
  const headers = { authorization: `${scheme} ${token}`, 'x-orrery-request': '1' };
  const ask = await serve();
  for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
    expect((await ask('/api/plans', { method, headers })).status, method).toBe(200);
  }
});

test('the printed address sets a cookie that only this server reads, and leads to itself without the token', async () => {
  const ask = await serve();
  const answer = await ask(`/localhost:3000/acme/app:1.0?select=a%20b&token=${token}&x=1`);
  expect([answer.status, answer.headers.location]).toEqual([
    303,
    '/localhost:3000/acme/app:1.0?select=a%20b&x=1',
  ]);
  const [setCookie = ''] = answer.headers['set-cookie'] ?? [];
  expect(setCookie).toMatch(
    /^orrery-access-4400=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
  );
  expect(setCookie).not.toContain(token);
  expect(answer.headers['cache-control']).toBe('no-store');
  const headers = { cookie: `theme=dark; orrery-access-4400=planted; ${cookieOf(answer)}` };
  expect((await ask('/', { headers })).body).toBe('page');
  expect((await ask('/api/registries', { headers })).status).toBe(200);
});

test('a browser that is in already loses the token from its address, whichever it is', async () => {
  const ask = await serve();
  const headers = { cookie: cookieOf(await ask(`/?token=${token}`)) };
  const { status, headers: answered } = await ask('/a/b?token=old', { headers });
  expect([status, answered.location, answered['set-cookie']]).toEqual([303, '/a/b', undefined]);
});

test.for(['/?token=wrong', '/?token=', '/?token', '/a/b:1?token=%zz'])(
  '%s gets the page, which says that this is not the token',
  async (path) => {
    const { status, headers, body } = await (await serve())(path);
    expect([status, headers['content-type'], headers['set-cookie']]).toEqual([
      401,
      'text/html; charset=utf-8',
      undefined,
    ]);
    expect(body).toContain('This is not the token');
  },
);

test('a pasted token leads to the address that was wanted', async () => {
  const ask = await serve();
  const { body } = await ask('/ghcr.io/a/b:1?select=x&token=wrong');
  expect(body).toContain('name="target" value="/ghcr.io/a/b:1?select=x"');
  const target = '/ghcr.io/a/b:1?select=x';
  const answer = await ask('/api/access', paste(ask.origin, { token: ` ${token}\n`, target }));
  expect([answer.status, answer.headers.location]).toEqual([303, target]);
  expect((await ask('/', { headers: { cookie: cookieOf(answer) } })).body).toBe('page');
});

test('a wrong pasted token is told so on the page, which keeps the address', async () => {
  const ask = await serve();
  const { status, headers, body } = await ask(
    '/api/access',
    paste(ask.origin, { token: 'no', target: '/a?b=c' }),
  );
  expect([status, headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
  expect(body).toContain('This is not the token');
  expect(body).toContain('value="/a?b=c"');
});

test.for([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/a/..//evil.example',
  'http://[',
  '',
])('the form does not lead to "%s"', async (target) => {
  const ask = await serve();
  const { status, headers } = await ask('/api/access', paste(ask.origin, { token, target }));
  expect([status, headers.location]).toEqual([303, '/']);
});

test('a form of another page, or one that says not where it comes from, is refused', async () => {
  const ask = await serve();
  for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1']) {
    expect((await ask('/api/access', paste(origin, { token, target: '/' }))).status).toBe(403);
  }
  const { headers: _, ...unsaid } = paste('', { token, target: '/' });
  expect((await ask('/api/access', unsaid)).status).toBe(403);
});

test('a form that is too long is not read', async () => {
  const ask = await serve();
  const body = paste(ask.origin, { token, target: `/${'a'.repeat(limits.accessFormMaxBytes)}` });
  expect((await ask('/api/access', body)).status).toBe(401);
});

test('nothing of the address becomes a tag of the page', async () => {
  const { body } = await (await serve())(`/"><script>alert('1')</script>?a="&b=<i>`);
  expect(body).not.toMatch(/<script|<i>/);
});

test('after many wrong tokens the next is told to wait, and the right one is taken all the same', async () => {
  const ask = await serve();
  const wrong = { headers: bearer('wrong') };
  for (let i = 0; i < limits.wrongTokensMax; i += 1) await ask('/api/registries', wrong);
  const limited = await ask('/api/registries', wrong);
  expect([limited.status, JSON.parse(limited.body).code]).toEqual([429, 'tokens-limited']);
  expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('/?token=wrong')).body).toContain('Too many wrong tokens');
  expect((await ask('/api/registries')).status).toBe(401);
  expect((await ask('/api/registries', { headers: bearer(token) })).status).toBe(200);
  expect((await ask(`/?token=${token}`)).status).toBe(303);
});

test('a link of another site gets a page that goes on to the same address, once', async () => {
  const ask = await serve();
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const { status, body } = await ask('/a/b:1?x=1&y=2', { headers: link });
  expect(status).toBe(401);
  expect(body).toContain('http-equiv="refresh" content="0; url=/a/b:1?x=1&amp;y=2"');
  expect(body).toContain('>Continue</a>');
  const again = await ask('/a/b:1?x=1&y=2', { headers: { ...link, 'sec-fetch-site': 'same-origin' } });
  expect(again.body).not.toContain('http-equiv="refresh"');
});

test('the guard of Host and Origin comes first', async () => {
  const ask = await serve();
  const headers = bearer(token);
  expect((await ask('/', { headers: { ...headers, host: 'rebound.example' } })).status).toBe(421);
  expect((await ask('/', { headers: { ...headers, origin: 'http://evil.example' } })).status).toBe(403);
  expect((await ask(`/?token=${token}`, { headers: { host: 'rebound.example' } })).status).toBe(421);
});

test('a registry sends its notification with a token of its own', async () => {
  const ask = await serve();
  expect((await ask('/api/hooks/localhost%3A5000', { method: 'POST' })).body).toBe('page');
  for (const [path, method] of [
    ['/api/hooks/localhost%3A5000', 'GET'],
    ['/api/hooks/a/b', 'POST'],
    ['/api/admin/hooks', 'PUT'],
  ] as const)
    expect((await ask(path, { method, headers: { 'x-orrery-request': '1' } })).status).toBe(401);
});
