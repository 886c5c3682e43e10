import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import { judgeOrigin } from '#lib/server/http/judge-origin';

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
