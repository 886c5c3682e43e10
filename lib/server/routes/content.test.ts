import { beforeEach, expect, test, vi } from 'vitest';
import { callRoute, getGraph, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, scriptedRegistry } from '#e2e/fakes/embedded';
import { graphSchema } from '#lib/api/contract/graph-contract';
import { namesSchema, registriesSchema } from '#lib/api/contract/registry-contract';
import { withoutBody } from '#lib/server/http/handler';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerBlob } from './blob.ts';
import { answerGraph } from './graph.ts';
import { answerRegistries } from './registries.ts';
import { answerRepositories, answerTags } from './repositories.ts';

let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  // Clients outlive a test as they outlive a request: each test has a repository of its own.
  repository = `team/app-${count}`;
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

/** So long that no busy machine takes longer. */
const patience = { timeout: 10_000 };

const refOf = (selector: string) => encodeURIComponent(`${embeddedHost}/${repository}${selector}`);

test('a reader who leaves a graph stops the walk behind it', async () => {
  const signals: AbortSignal[] = [];
  const slow = scriptedRegistry((request) => {
    if (!request.url.includes('/referrers/')) return registry.handle(toEmbedded(request));
    signals.push(request.signal);
    return new Promise((_resolve, reject) =>
      request.signal.addEventListener('abort', () => reject(request.signal.reason)),
    );
  });
  await pushImage(registry, repository, '1.0');
  testServices({}, slow);
  const response = await callRoute(answerGraph, `/api/graph?ref=${slow.hosts[0]}/${repository}:1.0`);
  const reader = response.body?.getReader();
  await reader?.read();
  await vi.waitUntil(() => signals.length > 0, patience);
  await reader?.cancel();
  await vi.waitUntil(() => signals[0]?.aborted, patience);
});

test('HEAD has the headers of GET and leaves no stream behind', async () => {
  const blob = await pushBlob(registry, repository, 'hello');
  const response = await callRoute(withoutBody(answerBlob), `/api/blob?ref=${refOf(`@${blob.digest}`)}`);
  expect(response.headers.get('orrery-length')).toBe('5');
  expect(response.body).toBeNull();
});

test('repositories and tags come page by page', async () => {
  await pushImage(registry, repository, '1.0');
  await pushImage(registry, repository, '1.1');
  const ref = encodeURIComponent(`${embeddedHost}/${repository}`);
  const page = await callRoute(answerTags, `/api/tags?ref=${ref}&n=1`);
  const { names, next = '' } = namesSchema.parse(await page.json());
  const rest = await callRoute(answerTags, `/api/tags?ref=${ref}&n=1&last=${encodeURIComponent(next)}`);
  const all = await callRoute(answerRepositories, `/api/repositories?host=${embeddedHost}`);
  expect(names).toEqual(['1.0']);
  expect(namesSchema.parse(await rest.json()).names).toEqual(['1.1']);
  expect(namesSchema.parse(await all.json()).names).toContain(repository);
});

test('more tags than a registry gives at once come as one page', async () => {
  const pageOf = (url: URL) => {
    const last = Number(url.searchParams.get('last') ?? 0);
    const headers = last < 3 ? { link: `</v2/team/app/tags/list?n=1000&last=${last + 1}>; rel="next"` } : {};
    return Response.json({ name: 'team/app', tags: [`1.${last}`] }, { headers });
  };
  const paging = scriptedRegistry(async (request) => pageOf(new URL(request.url)));
  testServices({}, paging);
  const path = `/api/tags?ref=${paging.hosts[0]}/team/app`;
  const one = await callRoute(answerTags, `${path}&n=1000`);
  const all = await callRoute(answerTags, `${path}&n=5000`);
  expect(namesSchema.parse(await one.json()).names).toEqual(['1.0']);
  expect(namesSchema.parse(await all.json())).toEqual({ names: ['1.0', '1.1', '1.2', '1.3'] });
});

test('the graph is a stream of facts, or one document for who asks for JSON', async () => {
  const image = await pushImage(registry, repository, '1.0');
  const reference = `${embeddedHost}/${repository}:1.0`;
  const state = await getGraph(reference);
  const response = await callRoute(answerGraph, `/api/graph?ref=${refOf(':1.0')}`, {
    headers: { accept: 'application/json' },
  });
  const graph = graphSchema.parse(await response.json());
  expect(state.complete).toBe(true);
  expect(graph).toMatchObject({ root: image.digest, reference, complete: true });
});

test('the registry of this process is the first that is near at hand', async () => {
  testServices({ registries: [{ host: 'registry.example', plainHttp: false }] }, registry);
  const response = await callRoute(answerRegistries, '/api/registries');
  const { registries } = registriesSchema.parse(await response.json());
  expect(registries[0]).toEqual({ host: embeddedHost, origin: 'embedded' });
  expect(registries).toContainEqual({ host: 'registry.example', origin: 'configured' });
});

function toEmbedded(request: Request): Request {
  return new Request(request.url.replace(/scripted-\d+\.example/, embeddedHost), request);
}
