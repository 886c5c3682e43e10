import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testLimits } from '#e2e/fakes/test-client';
import { inwardSpellings, neverOpened } from '#e2e/hostile/address-spellings';
import { parseReference } from '#lib/oci/reference';
import { Secret } from '#lib/registry/auth/credential';
import { createRegistryClient } from '#lib/registry/client/create-registry-client';
import type { RegistryClient } from '#lib/registry/registry-client';
import { createEgressFetch } from './egress.ts';

const limits = { connectTimeoutMs: 2000, headersTimeoutMs: 2000, bodyIdleTimeoutMs: 2000 };
const home = 'http://registry.example';
const visits: string[] = [];
let canary: Server;
let port = 0;

beforeAll(async () => {
  canary = createServer((request, response) => {
    visits.push(`${request.method} ${request.url} at ${request.headers.host}`);
    response.end('{"token":"t","tags":["inside"]}');
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  port = (canary.address() as AddressInfo).port;
});
beforeEach(() => {
  visits.length = 0;
});
afterAll(() => {
  canary.close();
  canary.closeAllConnections();
});

/** What a public registry answers when it wants us to look at `target` on its behalf. */
const lures = {
  'a redirect': (target: string) => new Response(null, { status: 307, headers: { location: target } }),
  'a token server': (target: string) => challenge(target),
  'a token server that redirects': (target: string, url: URL) =>
    url.pathname === '/token'
      ? new Response(null, { status: 302, headers: { location: target } })
      : challenge('/token'),
  'the next page of a list': (target: string, url: URL) =>
    url.searchParams.has('page')
      ? Response.json({ name: 'a', tags: ['2'] })
      : Response.json({ name: 'a', tags: ['1'] }, { headers: { link: `<${target}?page=2>; rel="next"` } }),
} as const satisfies Record<string, (target: string, url: URL) => Response>;
const lureNames = Object.keys(lures) as (keyof typeof lures)[];

function challenge(realm: string): Response {
  return new Response(null, { status: 401, headers: { 'www-authenticate': `Bearer realm="${realm}"` } });
}

/** A client of a public registry that is a function; all else leaves by the real door. */
function luredClient(lure: keyof typeof lures, target: string, address?: string): RegistryClient {
  const leave = createEgressFetch({
    limits,
    resolve: async () => [{ address: address ?? '', family: address?.includes(':') ? 6 : 4 }],
  });
  return createRegistryClient({
    registry: 'registry.example',
    plainHttp: true,
    fetch: async (url, request) =>
      url.origin === home ? lures[lure](asBytes(target), url) : leave(url, request),
    delay: async () => {},
    credentials: async () => ({ kind: 'basic', username: 'ada', password: new Secret('canary') }),
    limits: testLimits,
  });
}

/** A header as it comes off the wire: every byte a character. */
function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

async function listAll(client: RegistryClient): Promise<void> {
  const first = await client.listTags('demo/app').catch(() => undefined);
  if (first?.next !== undefined)
    await client.listTags('demo/app', { next: first.next }).catch(() => undefined);
}

test.each(lureNames)('%s leads a public registry into no spelling of this machine', async (lure) => {
  for (const host of inwardSpellings) await listAll(luredClient(lure, `http://${host}:${port}/inside`));
  expect(visits).toEqual([]);
});

test.each(lureNames)('%s leads a public registry into no name that resolves to it', async (lure) => {
  for (const host of inwardSpellings) {
    const address = new URL(`http://${host}/`).hostname.replace(/^\[|\]$|\.$/g, '');
    await listAll(luredClient(lure, `http://innocent.example:${port}/inside`, address));
  }
  expect(visits).toEqual([]);
});

test('the canary would have been heard', async () => {
  await listAll(clientOf(`127.0.0.1:${port}`));
  expect(visits).toHaveLength(1);
});

test('what nobody may open is not opened for who types it either', async () => {
  for (const host of neverOpened) {
    const registry = registryOrUndefined(`${host}:${port}/demo/app`);
    if (registry !== undefined) await listAll(clientOf(registry));
  }
  expect(visits).toEqual([]);
});

function clientOf(registry: string): RegistryClient {
  return createRegistryClient({
    registry,
    plainHttp: true,
    fetch: createEgressFetch({ limits }),
    credentials: async () => undefined,
    limits: testLimits,
  });
}

function registryOrUndefined(text: string): string | undefined {
  try {
    return parseReference(text).registry;
  } catch {
    return undefined;
  }
}
