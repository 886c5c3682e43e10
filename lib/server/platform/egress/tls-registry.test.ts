import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import type { Certificates } from '#e2e/network/make-certificates';
import { makeCertificates } from '#e2e/network/make-certificates';
import { answerTags } from '#lib/server/routes/repositories';

let folder = '';
let certificates: Certificates;
let servers: Server[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-tls-'));
  certificates = await makeCertificates(folder);
});
beforeEach(() => testServices());
afterEach(() => {
  for (const server of servers) server.close().closeAllConnections();
  servers = [];
});
afterAll(() => rm(folder, { recursive: true }));

const tags: RequestListener = (_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end('{"name":"team/app","tags":["1.0"]}');
};

async function listen(server: Server, port = 0): Promise<number> {
  servers.push(server.listen(port, '127.0.0.1'));
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

const listenTls = (answer = tags) => listen(createServer(certificates, answer));

async function tagsOf(host: string) {
  const response = await callRoute(answerTags, `/api/tags?ref=${host}/team/app`);
  return await response.json();
}

describe('a CA', () => {
  test('that is given for one registry is trusted for that one alone', async () => {
    const [mine, other] = [`localhost:${await listenTls()}`, `localhost:${await listenTls()}`];
    testServices({
      registries: [
        { host: mine, ca: certificates.ca },
        { host: other, plainHttp: false },
      ],
    });
    expect(await tagsOf(mine)).toMatchObject({ names: ['1.0'] });
    expect(await tagsOf(other)).toMatchObject({
      code: 'tls-failed',
      detail: `The certificate of ${other} is not trusted here.`,
      hint: expect.stringMatching(/"ca" of localhost.*ORRERY_REGISTRIES.*SSL_CERT_FILE.*NODE_EXTRA_CA_CERTS/),
    });
    expect(await tagsOf(mine)).toMatchObject({ names: ['1.0'] });
  });

  test('does not make a certificate fit another name', async () => {
    const host = `127.0.0.2:${await listenTls()}`;
    testServices({ registries: [{ host, ca: certificates.ca }] });
    expect(await tagsOf(host)).not.toHaveProperty('names');
  });
});

describe('a registry on this machine that nobody says is plain', () => {
  test('is asked over TLS once it shows that it speaks that', async () => {
    const host = `localhost:${await listenTls()}`;
    testServices({ certificates: certificates.ca });
    expect(await tagsOf(host)).toMatchObject({ names: ['1.0'] });
  });

  test('is told apart from one that is broken when its certificate is not trusted', async () => {
    const host = `localhost:${await listenTls()}`;
    for (let i = 0; i < 7; i++) {
      expect(await tagsOf(host)).toMatchObject({
        code: 'tls-failed',
        detail: `${host} speaks TLS, not plain http. The certificate of ${host} is not trusted here.`,
        hint: expect.stringContaining('"ca"'),
      });
    }
  });

  test('is still asked by plain http where that is spoken', async () => {
    const host = `localhost:${await listen(createPlainServer(tags))}`;
    expect(await tagsOf(host)).toMatchObject({ names: ['1.0'] });
  });

  test('that answers 400 in plain http is not taken for one of TLS', async () => {
    const host = `localhost:${await listen(createPlainServer((_, response) => response.writeHead(400).end('no')))}`;
    expect(await tagsOf(host)).toMatchObject({ code: 'bad-response' });
  });
});
