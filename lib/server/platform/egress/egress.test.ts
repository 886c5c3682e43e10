import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '#e2e/fakes/text-of';
import { inwardSpellings, neverOpened } from '#e2e/hostile/address-spellings';
import type { FetchPurpose } from '#lib/registry/fetch';
import type { EgressOptions } from './egress.ts';
import { createEgressFetch } from './egress.ts';

const limits = { connectTimeoutMs: 2000, headersTimeoutMs: 2000, bodyIdleTimeoutMs: 2000 };
const visits: string[] = [];
let canary: Server;
let port = 0;

beforeAll(async () => {
  canary = createServer((request, response) => {
    visits.push(`${request.method} ${request.headers.host}`);
    response.end('here');
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const address = canary.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
beforeEach(() => {
  visits.length = 0;
});
afterAll(() => {
  canary.close();
  canary.closeAllConnections();
});

const addresses = (...list: string[]): EgressOptions['resolve'] => {
  return async () => list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};

type Options = { resolve?: EgressOptions['resolve']; purpose?: FetchPurpose; onBehalfOf?: string };

/** Goes both ways, as a stream and gathered, which must end alike. */
async function go(target: string, options: Options = {}) {
  const { resolve, purpose = 'registry' } = options;
  const fetch = createEgressFetch({ limits, ...(resolve === undefined ? {} : { resolve }) });
  const url = new URL(target);
  const request = { method: 'GET', purpose, onBehalfOf: options.onBehalfOf ?? url.origin } as const;
  const gather = { maxBytes: 1000, errorMaxBytes: 1000 };
  const [streamed, gathered] = await Promise.allSettled([
    fetch(url, request),
    fetch(url, { ...request, gather }),
  ]);
  expect(gathered.status).toBe(streamed.status);
  if (streamed.status === 'rejected' && gathered.status === 'rejected') {
    expect(gathered.reason).toMatchObject({ code: streamed.reason.code, message: streamed.reason.message });
  }
  if (gathered.status === 'rejected') throw gathered.reason;
  return gathered.value;
}

describe('an address spelt in any way', () => {
  test.each(neverOpened)('is not opened although a person typed it: %s', async (host) => {
    await expect(go(`http://${host}:${port}/`)).rejects.toMatchObject({ code: 'egress-refused' });
    expect(visits).toEqual([]);
  });

  test.each(inwardSpellings)('is not opened when a public registry redirects to it: %s', async (host) => {
    const attempt = go(`http://${host}:${port}/`, { purpose: 'redirect', onBehalfOf: 'https://1.1.1.1' });
    await expect(attempt).rejects.toMatchObject({ code: 'egress-refused' });
    expect(visits).toEqual([]);
  });

  test.each(inwardSpellings)(
    'is not opened when a public registry names it as token server: %s',
    async (host) => {
      const attempt = go(`http://${host}:${port}/`, {
        purpose: 'token',
        onBehalfOf: 'https://registry.example',
      });
      await expect(attempt).rejects.toMatchObject({ code: 'egress-refused' });
      expect(visits).toEqual([]);
    },
  );

  test.each(inwardSpellings)('is not opened when the name of a redirect resolves to it: %s', async (host) => {
    const literal = new URL(`http://${host}/`).hostname.replace(/^\[|\]$|\.$/g, '');
    const attempt = go(`http://innocent.example:${port}/`, {
      purpose: 'redirect',
      onBehalfOf: 'https://registry.example',
      resolve: addresses('1.1.1.1', literal),
    });
    await expect(attempt).rejects.toMatchObject({ code: 'egress-refused' });
    expect(visits).toEqual([]);
  });

  test('comes in at least sixty forms here', () => {
    expect(inwardSpellings.length).toBeGreaterThanOrEqual(60);
  });
});

describe('a name', () => {
  test('that a person typed may lead to this machine, and keeps its Host', async () => {
    const response = await go(`http://registry.corp:${port}/v2/`, { resolve: addresses('127.0.0.1') });
    expect(await textOf(response)).toBe('here');
    expect(visits).toEqual(Array.from({ length: 2 }, () => `GET registry.corp:${port}`));
  });

  test('with one forbidden address among good ones is not opened at all', async () => {
    const attempt = go(`http://registry.corp:${port}/`, {
      resolve: addresses('127.0.0.1', '169.254.169.254'),
    });
    await expect(attempt).rejects.toMatchObject({ code: 'egress-refused' });
    expect(visits).toEqual([]);
  });

  test('that changes to this machine between two questions is judged by the second', async () => {
    const answers = ['1.1.1.1', '127.0.0.1'];
    const fetch = createEgressFetch({
      limits,
      resolve: async () => [{ address: answers.shift() ?? '127.0.0.1', family: 4 }],
    });
    const request = { method: 'GET', purpose: 'redirect', onBehalfOf: 'https://registry.example' } as const;
    answers.shift();
    await expect(fetch(new URL(`http://rebind.example:${port}/`), request)).rejects.toMatchObject({
      code: 'egress-refused',
    });
    expect(visits).toEqual([]);
  });

  test('that nobody can look up is unknown, and the failure of the name service opens nothing', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('queryA ESERVFAIL'), { code: 'ESERVFAIL' });
    };
    await expect(go(`http://registry.corp:${port}/`, { resolve })).rejects.toMatchObject({
      code: 'host-unknown',
      registry: `registry.corp:${port}`,
    });
    await expect(go('http://registry.corp/', { resolve: addresses() })).rejects.toMatchObject({
      code: 'host-unknown',
    });
  });
});

describe('a private registry', () => {
  test('that was dialled may lead to its neighbours', async () => {
    const fetch = createEgressFetch({ limits, resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    const onBehalfOf = `http://registry.corp:${port}`;
    const home = await fetch(new URL(`${onBehalfOf}/v2/`), {
      method: 'GET',
      purpose: 'registry',
      onBehalfOf,
    });
    await textOf(home);
    const away = await fetch(new URL(`http://storage.corp:${port}/x`), {
      method: 'GET',
      purpose: 'redirect',
      onBehalfOf,
    });
    expect(await textOf(away)).toBe('here');
  });

  test('may be its own token server', async () => {
    const url = `http://127.0.0.1:${port}`;
    expect((await go(`${url}/token`, { purpose: 'token', onBehalfOf: url })).status).toBe(200);
  });
});

test.each(['http://user:pass@127.0.0.1/', 'http://user@ghcr.io/', 'ftp://ghcr.io/', 'file:///etc/passwd'])(
  'an address that is no plain web address is not opened: %s',
  async (target) => {
    const attempt = go(target, { onBehalfOf: 'https://ghcr.io' });
    await expect(attempt).rejects.toMatchObject({ code: 'egress-refused' });
  },
);

test('downloads that stand still take no connection from small requests', async () => {
  let open = 0;
  const server = createServer((request, response) => {
    if (request.url === '/small') return void response.end('here');
    open += 1;
    response.writeHead(200, { 'content-length': '100' });
    response.flushHeaders();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const fetch = createEgressFetch({ limits });
  const request = { method: 'GET', purpose: 'registry', onBehalfOf: origin } as const;
  const left = new AbortController();
  const stalled = { ...request, isTransfer: true, signal: left.signal };
  const downloads = Array.from({ length: 200 }, () => fetch(new URL(`${origin}/large`), stalled));
  await Promise.all(downloads);
  const small = Array.from({ length: 40 }, () => fetch(new URL(`${origin}/small`), request));
  expect(await Promise.all((await Promise.all(small)).map((answer) => textOf(answer)))).toEqual(
    Array.from({ length: 40 }, () => 'here'),
  );
  expect(open).toBe(200);
  left.abort();
  server.closeAllConnections();
  server.close();
});
