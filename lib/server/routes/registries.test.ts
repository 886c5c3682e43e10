import { expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { openTestRegistry, pushImage, scriptedRegistry } from '#e2e/fakes/embedded';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { startScriptedServer } from '#e2e/fakes/scripted-server';
import { parseDigest } from '#lib/oci/digest';
import { RegistryError } from '#lib/registry/registry-error';
import { forgetRepository } from '#lib/server/sessions/connect';
import { sessionOf } from '#lib/server/sessions/session';
import { answerRegistry, findSuggestions } from './registries.ts';

/** A registry that counts what it is asked. */
async function countingRegistry() {
  const registry = await openTestRegistry();
  await pushImage(registry, 'acme/app', '1.0');
  const asked: string[] = [];
  const counting = scriptedRegistry((request) => {
    asked.push(new URL(request.url).pathname);
    return registry.handle(request);
  });
  testServices({}, counting);
  return { asked, path: `/api/registry?host=${counting.hosts[0]}` };
}

test('what a registry can do is tried in the repository that is named, once in a while', async () => {
  const { asked, path } = await countingRegistry();
  const first = await (await callRoute(answerRegistry, `${path}&repository=acme/app`)).json();
  expect(first.capabilities).toContainEqual({
    capability: 'referrers',
    state: 'yes',
    evidence: 'GET /v2/…/referrers/… gave an index.',
  });
  expect(asked).toContain('/v2/acme/app/tags/list');
  const before = asked.length;
  expect(await (await callRoute(answerRegistry, `${path}&repository=acme/app`)).json()).toEqual(first);
  expect(asked).toHaveLength(before);
});

test('a registry without catalogue is tried in what a copy has just made there', async () => {
  const registry = await openTestRegistry();
  const noCatalogue = scriptedRegistry(async (request) =>
    request.url.includes('/_catalog') ? new Response('', { status: 404 }) : registry.handle(request),
  );
  testServices({}, noCatalogue);
  const path = `/api/registry?host=${noCatalogue.hosts[0]}`;
  const stateNow = async () => {
    const { capabilities } = await (await callRoute(answerRegistry, path)).json();
    return capabilities.find(({ capability }: { capability: string }) => capability === 'referrers');
  };
  expect(await stateNow()).toMatchObject({
    state: 'unknown',
    evidence: expect.stringContaining('no repository'),
  });
  await pushImage(registry, 'acme/copied', '1.0');
  forgetRepository(sessionOf(new Request('http://localhost:4400')), {
    registry: noCatalogue.hosts[0] ?? '',
    repository: 'acme/copied',
  });
  expect(await stateNow()).toMatchObject({ state: 'yes' });
});

test('connections that lead to a registry are counted, and none is where it runs in this process', async () => {
  await using server = await startScriptedServer((_, out) => out.end('{}'));
  const { path } = await countingRegistry();
  const asked = await callRoute(answerRegistry, `/api/registry?host=${new URL(server.origin).host}`);
  const { connections } = await asked.json();
  expect([connections.opened, connections.open]).toEqual([server.connections(), server.connections()]);
  expect(await (await callRoute(answerRegistry, path)).json()).not.toHaveProperty('connections');
});

test('what could not be determined is tried again', async () => {
  const { asked, path } = await countingRegistry();
  await callRoute(answerRegistry, `${path}&repository=acme/nothing`);
  const before = asked.length;
  await callRoute(answerRegistry, `${path}&repository=acme/nothing`);
  expect(asked.length).toBeGreaterThan(before);
});

test('a repository that cannot be one is said', async () => {
  const { path } = await countingRegistry();
  expect(await getProblem(answerRegistry, `${path}&repository=Not%20One`)).toMatchObject({
    code: 'request-invalid',
  });
});

const there = { digest: parseDigest(`sha256:${'a'.repeat(64)}`), mediaType: 'x/y', size: 1 };
const { signal } = new AbortController();

test('only what is there is suggested', async () => {
  const client = createFakeClient(createFakeStore(), {
    resolveManifest: async (repository) => {
      if (repository === 'acme/payments') return there;
      throw new RegistryError('not-found', 'fake.test', 'It is not there.');
    },
  });
  const references = (await findSuggestions(client, signal)).map(({ reference }) => reference);
  expect(references).toEqual(['fake.test/acme/payments:3.2.0']);
});

test('a fault of ours is not taken for absence', async () => {
  const client = createFakeClient(createFakeStore(), {
    resolveManifest: () => Promise.reject(new TypeError('broken')),
  });
  await expect(findSuggestions(client, signal)).rejects.toThrow('broken');
});
