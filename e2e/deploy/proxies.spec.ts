import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from '@playwright/test';
import { watchMemory } from '#e2e/bench/blob/watch-memory';
import type { Registry } from '#e2e/registries/registry';
import { newPage, signIn } from '#e2e/team/sign-in';
import type { Team } from '#e2e/team/team-place';
import { openTeam, portOf } from '#e2e/team/team-place';
import { needs } from '#e2e/tools/needs';
import { bytesOfLargeBlob, largeBlob, slowAndLarge } from './large-blob.ts';
import type { RunningProxy } from './start-proxy.ts';
import { proxyNames, startProxy } from './start-proxy.ts';
import type { TlsClient } from './tls-client.ts';
import { answerTo, createTlsClient } from './tls-client.ts';

// The very files of deploy/proxy, in real proxies, before two replicas.
const mib = 1024 * 1024;
const registry = slowAndLarge();
let team: Team;
let replicas: readonly [Registry, Registry];

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(600_000);
  await needs('nginx', 'haproxy');
  team = await openTeam({ change: registry.change });
  const [first, second] = team.replicas;
  if (first === undefined || second === undefined) throw new Error('Two replicas are needed.');
  replicas = [first, second];
});
test.afterAll(async () => await team?.[Symbol.asyncDispose]());

for (const [at, name] of proxyNames.entries()) {
  test.describe(name, () => {
    let proxy: RunningProxy;
    let client: TlsClient;
    const port = () => Number(new URL(team.origin).port);
    const own = () => ({ origin: team.origin });

    test.beforeAll(async ({ browser }) => {
      const [first, second] = replicas;
      const { certificates } = team;
      proxy = await startProxy(name, {
        port: port(),
        certificates,
        replicas: [portOf(first), portOf(second)],
      });
      const page = await newPage(browser, team.origin);
      const answer = await page.goto(`/${team.registry}/team/app:1.0`);
      expect(answer?.status()).toBe(401);
      await signIn(page, 'ada');
      await expect(page.getByRole('treeitem').first()).toBeVisible();
      const cookies = await page.context().cookies(team.origin);
      const cookie = cookies.map((one) => `${one.name}=${one.value}`).join('; ');
      client = createTlsClient(port(), certificates.ca, { cookie });
      await page.context().close();
    });
    test.afterAll(async () => await proxy?.[Symbol.asyncDispose]());

    test('what is found is there before the registry has answered the rest', async () => {
      const release = registry.hold();
      const headers = { accept: 'application/x-ndjson' };
      const path = `/api/graph?ref=${team.registry}/team/app:1.0&fresh=1`;
      const response = await answerTo(client.send(path, { headers }).end());
      const lines: string[] = [];
      response.setEncoding('utf8').on('data', (text: string) => lines.push(text));
      await once(response, 'data');
      expect(lines.join('')).toContain('"mediaType"');
      expect(response.complete).toBe(false);
      release();
      await once(response, 'end');
      expect(lines.length).toBeGreaterThan(1);
    });

    test('a quarter of a GiB passes in both directions, and nobody holds it', async () => {
      const watches = [proxy, ...replicas].map(({ pid }) => watchMemory(pid));
      const headers = { ...own(), 'content-length': largeBlob.size };
      const upload = client.send('/api/uploads?name=large', { method: 'POST', headers });
      const [stored, size] = await Promise.all([
        answerTo(upload),
        sizeOf(
          await answerTo(client.send(`/api/blob?ref=${team.registry}/team/app@${largeBlob.digest}`).end()),
        ),
        pipeline(Readable.from(bytesOfLargeBlob(), { objectMode: false }), upload),
      ]);
      expect(size).toBe(largeBlob.size);
      expect(stored.statusCode).toBe(201);
      expect(await textOf(stored)).toContain(largeBlob.digest);
      for (const { stop } of watches) expect(stop()).toBeLessThan(192 * mib);
    });

    test('an upload that is too large is refused before it is sent', async () => {
      const headers = { ...own(), 'content-length': 17 * 1024 * mib };
      const upload = client.send('/api/uploads?name=huge', { method: 'POST', headers });
      upload.write(new Uint8Array(64 * 1024));
      const answer = await answerTo(upload);
      expect([answer.statusCode, JSON.parse(await textOf(answer)).code]).toEqual([413, 'too-large']);
      upload.destroy();
    });

    test('another Host, two of them, and a page of another origin are refused', async () => {
      const host = `Host: localhost:${port()}`;
      const say = (...lines: readonly string[]) => client.sayLines(['GET /readyz HTTP/1.1', ...lines]);
      expect(await client.sayLines(['GET /api/session HTTP/1.1', host])).toContain(' 401 ');
      expect(await client.sayLines(['GET /api/session HTTP/1.1', 'Host: evil.example'])).toContain(' 421 ');
      expect(await say(host, 'Host: evil.example')).toContain(' 400 ');
      const headers = { origin: 'https://evil.example' };
      const { status, text } = await client.ask('/api/plans', { method: 'POST', headers });
      expect([status, JSON.parse(text).code]).toEqual([403, 'origin-refused']);
    });

    test('the limit of sign-ins counts addresses, and believes none that the client makes up', async () => {
      const begin = (localAddress: string, forged: string) =>
        client.ask('/api/session/start', { localAddress, headers: { 'x-forwarded-for': forged } });
      const statuses = new Set<number>();
      // Each of two replicas may count for itself.
      for (let n = 0; n < 130 && !statuses.has(429); n += 1)
        statuses.add((await begin(`127.0.0.1${at}`, `198.51.100.${n}`)).status);
      expect([...statuses]).toEqual([303, 429]);
      expect((await begin(`127.0.0.2${at}`, '198.51.100.1')).status).toBe(303);
    });

    test('a replica that stops takes no request with it', async () => {
      const [first, second] = replicas;
      let isOver = false;
      const askAgainAndAgain = async () => {
        const statuses: number[] = [];
        while (!isOver) statuses.push((await client.ask('/livez')).status);
        return statuses;
      };
      const asking = Array.from({ length: 4 }, askAgainAndAgain);
      process.kill(first.pid, 'SIGTERM');
      expect(await first.ended).toBe(0);
      for (let n = 0; n < 10; n += 1) expect((await client.ask('/livez')).status).toBe(200);
      isOver = true;
      const statuses = (await Promise.all(asking)).flat();
      expect(new Set(statuses)).toEqual(new Set([200]));
      replicas = [await team.startReplica(portOf(first)), second];
    });

    test('while the database is away people read so in the words of Orrery, and then go on', async () => {
      const headers = { accept: 'text/html' };
      const page = async () => (await client.ask('/', { headers })).text;
      await team.database.pause();
      await expect.poll(page, { timeout: 15_000 }).toContain('Orrery cannot reach its database');
      await team.database.resume();
      await expect.poll(page, { timeout: 15_000 }).not.toContain('Orrery cannot reach its database');
      expect((await client.ask('/api/session')).status).toBe(200);
      // The proxy asks whichever replica it likes; each of them notices by itself that the database is back.
      for (const { url } of replicas)
        await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);
    });

    test('who comes without TLS is led to it', async ({ request }) => {
      const answer = await request.get(`http://127.0.0.1:${proxy.plainPort}/a?b=c`, { maxRedirects: 0 });
      expect(answer.status()).toBe(301);
      expect(answer.headers().location).toMatch(/^https:\/\/[^/]+\/a\?b=c$/);
    });
  });
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function sizeOf(body: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of body) size += chunk.byteLength;
  return size;
}
