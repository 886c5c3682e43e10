import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import type { RequestHead } from '#lib/server/http/request-guard';
import { judgeOrigin, judgeRequest, pathOf } from '#lib/server/http/request-guard';

const hosts = ['localhost:3000', '127.0.0.1:3000', '[::1]:3000'];

function statusOf(head: Partial<RequestHead>, isDev = false): number | undefined {
  const headers = { host: 'localhost:3000', ...head.headers };
  const rawHeaders = head.rawHeaders ?? Object.entries(headers).flat().map(String);
  return judgeRequest({ method: 'GET', url: '/', ...head, headers, rawHeaders }, { hosts, isDev })?.status;
}

test.each(['localhost:3000', 'LOCALHOST:3000', '127.0.0.1:3000', '[::1]:3000'])('%s is us', (host) => {
  expect(statusOf({ headers: { host } })).toBeUndefined();
});

test.each([
  'evil.example',
  'evil.example:3000',
  'localhost',
  'localhost:3001',
  'localhost.:3000',
  'localhost.evil.example:3000',
  'localhost:3000@evil.example',
  '127.0.0.1',
  '127.1:3000',
  '0.0.0.0:3000',
  '2130706433:3000',
  '[::]:3000',
  '[::ffff:127.0.0.1]:3000',
  '',
])('a page that calls this machine "%s" is turned away (DNS rebinding)', (host) => {
  expect(statusOf({ headers: { host } })).toBe(421);
});

test('no Host and two Hosts are refused, also when both are ours', () => {
  expect(statusOf({ rawHeaders: [] })).toBe(400);
  expect(statusOf({ rawHeaders: ['Host', 'localhost:3000', 'hOST', 'localhost:3000'] })).toBe(400);
});

test.each([
  'http://evil.example/',
  '*',
  '',
  'localhost:3000',
  '//evil.example/',
  '/\\evil.example',
  '/a\\b',
  '/%zz',
  '/%',
])('the target "%s" is refused', (url) => expect(statusOf({ url })).toBe(400));

test.each(['/', '/a//b', '/ghcr.io/a/b%3A1?x=//y\\z&p=%', '/api/graph?ref=https://ghcr.io/a', '/v2/'])(
  'the target "%s" passes',
  (url) => expect(statusOf({ url })).toBeUndefined(),
);

test.each(['next-action', 'next-resume', 'x-middleware-subrequest'])('the header %s is refused', (name) => {
  expect(statusOf({ headers: { [name]: '1' } })).toBe(400);
});

test.each([
  ['POST', '/', 405],
  ['POST', '/v2x', 405],
  ['OPTIONS', '/ghcr.io/a', 405],
  ['TRACE', '/v2/', 405],
  ['PURGE', '/api/graph', 405],
  ['HEAD', '/', undefined],
  ['DELETE', '/v2/a/manifests/b', undefined],
  ['POST', '/api/sessions', undefined],
])('%s %s is answered %s', (method, url, status) => {
  expect(statusOf({ method, url })).toBe(status);
});

test('only the development server takes the writes of its own tools', () => {
  const head = { method: 'POST', url: '/__nextjs_original-stack-frames' };
  expect([statusOf(head), statusOf(head, true)]).toEqual([405, undefined]);
});

test('the path for the log has no query', () => {
  expect(pathOf('/api/graph?token=secret?x')).toBe('/api/graph');
});

const own = 'http://localhost:3000';
const foreign = [
  'http://evil.example',
  'null',
  'https://localhost:3000',
  'http://localhost:3001',
  'http://127.0.0.1:3000',
  'http://localhost:3000.evil.example',
  '',
];

function passes(method: string, url: string, headers: IncomingHttpHeaders): boolean {
  return judgeOrigin({ method, url, headers: { host: 'localhost:3000', ...headers } }) === undefined;
}

test.each(['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE'])('a terminal client may %s at /v2/', (method) => {
  expect(passes(method, '/v2/acme/app/manifests/1', {})).toBe(true);
});

test.each(['GET', 'PUT', 'POST', 'DELETE'])('no other origin may %s anywhere', (method) => {
  for (const origin of foreign) {
    for (const url of ['/v2/_catalog', '/api/graph', '/']) {
      expect(passes(method, url, { origin, 'x-orrery-request': '1' }), `${origin} ${url}`).toBe(false);
    }
  }
});

test.each(['cross-site', 'same-site'])('a %s page may embed and fetch nothing', (site) => {
  const kinds = [
    { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    {},
  ];
  for (const kind of kinds) {
    for (const url of ['/v2/_catalog', '/api/graph', '/']) {
      expect(passes('GET', url, { 'sec-fetch-site': site, ...kind })).toBe(false);
    }
  }
});

test('a link on another page may lead here, a form on it may not post here', () => {
  const headers = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  };
  expect(passes('GET', '/ghcr.io/a/b', headers)).toBe(true);
  expect(passes('POST', '/api/sessions', headers)).toBe(false);
  expect(passes('POST', '/v2/a/blobs/uploads/', headers)).toBe(false);
});

test('our own pages may read and write', () => {
  const headers = { origin: own, 'sec-fetch-site': 'same-origin' };
  expect(passes('GET', '/api/graph', { 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(passes('POST', '/api/sessions', headers)).toBe(true);
  expect(passes('DELETE', '/v2/a/manifests/b', headers)).toBe(true);
  expect(passes('GET', '/', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })).toBe(true);
});

test('a script writes to our interface only when it says that it means to', () => {
  expect(passes('POST', '/api/sessions', {})).toBe(false);
  expect(passes('POST', '/api/sessions', { 'x-orrery-request': '0' })).toBe(false);
  expect(passes('POST', '/api/sessions', { 'x-orrery-request': '1' })).toBe(true);
});
