import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '#e2e/fakes/text-of';
import type { Certificates } from '#e2e/network/make-certificates';
import { makeCertificates } from '#e2e/network/make-certificates';
import type { FetchPurpose } from '#lib/registry/fetch';
import { readProxies } from '#lib/server/platform/network-settings';
import type { EgressOptions } from './egress.ts';
import { createEgressFetch } from './egress.ts';

const limits = { connectTimeoutMs: 2000, headersTimeoutMs: 2000, bodyIdleTimeoutMs: 2000 };
const seen: string[] = [];
const atRegistry: (string | undefined)[] = [];
let folder = '';
let certificates: Certificates;
let registry: Server;
let proxy: Server;
let proxyPort = 0;
let refusal: number | undefined;

/** The proxy looks up every name as this machine, where the registry listens with TLS. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-proxied-'));
  certificates = await makeCertificates(folder, ['registry.example']);
  registry = createTlsServer(certificates, (request, response) => {
    atRegistry.push(request.headers['proxy-authorization']);
    response.end('secure');
  });
  const registryPort = await listen(registry);
  proxy = createServer((request, response) => {
    seen.push(
      `${request.method} ${request.url} ${request.headers.host} ${request.headers['proxy-authorization']}`,
    );
    response.writeHead(refusal ?? 200, {
      'content-type': refusal === undefined ? 'application/json' : 'text/html',
    });
    response.end('plain');
  });
  proxy.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url} ${request.headers['proxy-authorization']}`);
    socket.on('error', () => socket.destroy());
    if (refusal !== undefined) return socket.end(`HTTP/1.1 ${refusal} no\r\n\r\n`);
    const there = connect(registryPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    socket.on('error', () => there.destroy());
    return there.on('error', () => socket.destroy());
  });
  proxyPort = await listen(proxy);
});
beforeEach(() => {
  seen.length = 0;
  atRegistry.length = 0;
  refusal = undefined;
});
afterAll(async () => {
  for (const server of [registry, proxy]) server.close().closeAllConnections();
  await rm(folder, { recursive: true });
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

const nobodyKnows = async () => {
  throw new Error('no such name');
};

type Options = {
  readonly resolve?: EgressOptions['resolve'];
  readonly user?: string;
  readonly purpose?: FetchPurpose;
  readonly onBehalfOf?: string;
  readonly port?: number;
};

function go(target: string, options: Options = {}) {
  const { resolve = nobodyKnows, user = '', purpose = 'registry', port = proxyPort } = options;
  const address = `http://${user}127.0.0.1:${port}`;
  const proxies = readProxies({ HTTPS_PROXY: address, HTTP_PROXY: address, NO_PROXY: 'direct.example' });
  const fetch = createEgressFetch({ limits, resolve, proxies, certificates: [certificates.ca] });
  const url = new URL(target);
  return fetch(url, { method: 'GET', purpose, onBehalfOf: options.onBehalfOf ?? url.origin });
}

describe('through a proxy', () => {
  test('https goes by CONNECT, with the certificate checked behind it', async () => {
    expect(await textOf(await go('https://registry.example/v2/'))).toBe('secure');
    expect(seen).toEqual(['CONNECT registry.example:443 undefined']);
    await expect(go('https://other.example/v2/')).rejects.toMatchObject({ code: 'tls-failed' });
  });

  test('plain http goes in the absolute form', async () => {
    expect(await textOf(await go('http://registry.example:5000/v2/a?n=1#x'))).toBe('plain');
    expect(seen).toEqual(['GET http://registry.example:5000/v2/a?n=1 registry.example:5000 undefined']);
  });

  test('its user name and password go to the proxy alone', async () => {
    const basic = `Basic ${btoa('ada:canary')}`;
    await go('https://registry.example/v2/', { user: 'ada:canary@' });
    await go('http://registry.example/v2/', { user: 'ada:canary@' });
    expect(seen).toEqual([
      `CONNECT registry.example:443 ${basic}`,
      `GET http://registry.example/v2/ registry.example ${basic}`,
    ]);
    expect(atRegistry).toEqual([undefined]);
  });

  test('hosts in NO_PROXY and this machine are not asked for', async () => {
    await expect(go('https://direct.example/v2/')).rejects.toMatchObject({ code: 'unavailable' });
    await textOf(await go(`http://127.0.0.1:${proxyPort}/direct`));
    expect(seen).toEqual([`GET /direct 127.0.0.1:${proxyPort} undefined`]);
  });
});

describe('a proxy that does not let us through is named', () => {
  const named = () => `127.0.0.1:${proxyPort}`;
  test.each([
    [407, '', (host: string) => `The proxy ${host} asks for a user name and password.`],
    [
      407,
      'ada:canary@',
      (host: string) => `The proxy ${host} does not accept the user name and password given for it.`,
    ],
    [403, '', (host: string) => `The proxy ${host} does not let us reach registry.example`],
    [502, '', (host: string) => `The proxy ${host} could not reach registry.example`],
  ])('%i with user "%s"', async (status, user, message) => {
    refusal = status;
    for (const scheme of ['https', 'http']) {
      const error: unknown = await go(`${scheme}://registry.example/v2/`, { user }).catch(
        (caught: unknown) => caught,
      );
      expect(error).toMatchObject({
        code: 'proxy-failed',
        message: expect.stringContaining(message(named())),
        hint: expect.stringMatching(/HTTPS?_PROXY/),
      });
      expect(`${JSON.stringify(error)} ${String(error)}`).not.toMatch(/canary|Basic/);
    }
  });

  test('that is not running', async () => {
    for (const scheme of ['https', 'http']) {
      await expect(
        go(`${scheme}://registry.example/`, { port: 1, user: 'ada:canary@' }),
      ).rejects.toMatchObject({
        code: 'proxy-failed',
        message: 'The proxy 127.0.0.1:1 does not answer.',
      });
    }
  });
});

describe('the guard stands before the proxy', () => {
  const publicRegistry = 'https://registry.example';
  const at = (address: string) => async () => [{ address, family: 4 }];

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.1.1/',
    'http://[fe80::1]/',
    'http://100.100.100.200/',
    'http://0.0.0.0/',
    'http://2852039166/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://METADATA.google.internal./',
    'https://metadata/',
    'http://instance-data.ec2.internal/',
  ])('an address that nobody may open is not asked for: %s', async (target) => {
    await expect(go(target)).rejects.toMatchObject({ code: 'egress-refused' });
    await expect(go(target, { purpose: 'redirect', onBehalfOf: publicRegistry })).rejects.toMatchObject({
      code: 'egress-refused',
    });
    expect(seen).toEqual([]);
  });

  test.each(['redirect', 'token'] as const)(
    'a public registry leads to no private address: %s',
    async (purpose) => {
      const away = { purpose, onBehalfOf: publicRegistry };
      await expect(go('http://10.1.2.3/x', away)).rejects.toMatchObject({ code: 'egress-refused' });
      await expect(go('https://[fd00::1]/x', away)).rejects.toMatchObject({ code: 'egress-refused' });
      const inside = { ...away, resolve: at('192.168.1.5') };
      await expect(go('https://storage.example/x', inside)).rejects.toMatchObject({ code: 'egress-refused' });
      expect(seen).toEqual([]);
    },
  );

  test('a name that leads to a metadata service here is not asked for, although a person typed it', async () => {
    const attempt = go('http://innocent.example/', { resolve: at('169.254.169.254') });
    await expect(attempt).rejects.toMatchObject({ code: 'egress-refused' });
    expect(seen).toEqual([]);
  });

  test('a private address that a person typed is asked for', async () => {
    expect((await go('http://10.1.2.3:5000/v2/')).status).toBe(200);
    expect((await go('http://registry.corp/v2/', { resolve: at('10.1.2.3') })).status).toBe(200);
  });
});
