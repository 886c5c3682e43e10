import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FetchPurpose } from '#lib/registry/fetch';
import type { EgressOptions } from '#lib/server/egress';
import { createEgressFetch } from '#lib/server/egress';

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

async function go(
  target: string,
  options: { resolve?: EgressOptions['resolve']; purpose?: FetchPurpose; onBehalfOf?: string } = {},
) {
  const { resolve, purpose = 'registry' } = options;
  const fetch = createEgressFetch({ limits, ...(resolve === undefined ? {} : { resolve }) });
  const url = new URL(target);
  return fetch(url, { method: 'GET', purpose, onBehalfOf: options.onBehalfOf ?? url.origin });
}

// Every spelling that some parser takes for this machine or for a metadata service.
const loopback = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0x7f.0x0.0x0.0x1',
  '017700000001',
  '0177.0.0.1',
  '0177.1',
  '127.0.0.1.',
  '127.000.000.001',
  '１２７.0.0.1',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:7f00:0001]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[::ffff:0:127.0.0.1]',
];
const neverOpened = [
  '169.254.169.254',
  '169.254.169.254.',
  '2852039166',
  '0xa9fea9fe',
  '0xA9.0xFE.0xA9.0xFE',
  '025177524776',
  '0251.0376.0251.0376',
  '169.254.43518',
  '169.16689662',
  '①⑥⑨.254.169.254',
  '169。254。169。254',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[0:0:0:0:0:ffff:a9fe:a9fe]',
  '[::169.254.169.254]',
  '[64:ff9b::169.254.169.254]',
  '[64:ff9b:1::a9fe:a9fe]',
  '[2002:a9fe:a9fe::]',
  '[fd00:ec2::254]',
  '[FD00:0EC2:0:0:0:0:0:254]',
  '[fd20:ce::254]',
  '[fe80::1]',
  '[fe80::a9fe:a9fe]',
  '100.100.100.200',
  '0x64646464c8',
  '1684301000',
  '168.63.129.16',
  '2822734096',
  '192.0.0.192',
  '0.0.0.0',
  '0',
  '0x0',
  '000.000.000.000',
  '[::]',
  '[0:0:0:0:0:0:0:0]',
  '[::ffff:0.0.0.0]',
  '224.0.0.1',
  '239.255.255.250',
  '[ff02::1]',
  '255.255.255.255',
  '0xffffffff',
  '4294967295',
  '240.0.0.1',
  '198.18.0.1',
  '[100::1]',
  '[fec0::1]',
];
const spellings = [...loopback, ...neverOpened].filter((host) => URL.canParse(`http://${host}/`));

describe('an address spelt in any way', () => {
  test.each(neverOpened.filter((host) => URL.canParse(`http://${host}/`)))(
    'is not opened although a person typed it: %s',
    async (host) => {
      await expect(go(`http://${host}:${port}/`)).rejects.toMatchObject({ code: 'egress-refused' });
      expect(visits).toEqual([]);
    },
  );

  test.each(spellings)('is not opened when a public registry redirects to it: %s', async (host) => {
    const attempt = go(`http://${host}:${port}/`, { purpose: 'redirect', onBehalfOf: 'https://1.1.1.1' });
    await expect(attempt).rejects.toMatchObject({ code: 'egress-refused' });
    expect(visits).toEqual([]);
  });

  test.each(spellings)('is not opened when a public registry names it as token server: %s', async (host) => {
    const attempt = go(`http://${host}:${port}/`, {
      purpose: 'token',
      onBehalfOf: 'https://registry.example',
    });
    await expect(attempt).rejects.toMatchObject({ code: 'egress-refused' });
    expect(visits).toEqual([]);
  });

  test.each(spellings)('is not opened when the name of a redirect resolves to it: %s', async (host) => {
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
    expect(spellings.length).toBeGreaterThanOrEqual(60);
  });
});

describe('a name', () => {
  test('that a person typed may lead to this machine, and keeps its Host', async () => {
    const response = await go(`http://registry.corp:${port}/v2/`, { resolve: addresses('127.0.0.1') });
    expect(await response.text()).toBe('here');
    expect(visits).toEqual([`GET registry.corp:${port}`]);
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
    await home.text();
    const away = await fetch(new URL(`http://storage.corp:${port}/x`), {
      method: 'GET',
      purpose: 'redirect',
      onBehalfOf,
    });
    expect(await away.text()).toBe('here');
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
