import { beforeEach, expect, test, vi } from 'vitest';
import { callRoute, getGraph, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, scriptedRegistry } from '#e2e/fakes/embedded';
import { graphSchema } from '#lib/api/contract/graph-contract';
import { namesSchema, registriesSchema, resolvedSchema } from '#lib/api/contract/registry-contract';
import { mediaTypes } from '#lib/oci/media-type';
import { withoutBody } from '#lib/server/http/handler';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerBlob } from './blob.ts';
import { answerGraph } from './graph.ts';
import { answerManifest, answerResolve } from './manifest.ts';
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

const refOf = (selector: string) => encodeURIComponent(`${embeddedHost}/${repository}${selector}`);

test('a manifest comes as the exact bytes, with type and digest', async () => {
  const image = await pushImage(registry, repository, '1.0');
  const response = await callRoute(answerManifest, `/api/manifest?ref=${refOf(':1.0')}`);
  expect(await response.text()).toBe(image.text);
  expect(response.headers.get('content-type')).toBe(mediaTypes.ociManifest);
  expect(response.headers.get('docker-content-digest')).toBe(image.digest);
  expect(response.headers.get('cache-control')).toBe('private, no-cache');
});

test('what is named by digest is kept for good, and not asked for again', async () => {
  const image = await pushImage(registry, repository, '1.0');
  const path = `/api/manifest?ref=${refOf(`@${image.digest}`)}`;
  const first = await callRoute(answerManifest, path);
  testServices(
    {},
    scriptedRegistry(() => Promise.reject(new Error('asked again'))),
  );
  const second = await callRoute(answerManifest, path, {
    headers: { 'if-none-match': `"${image.digest}"` },
  });
  expect(first.headers.get('cache-control')).toBe('private, max-age=86400, immutable');
  expect(second.status).toBe(304);
});

test('a reference is resolved', async () => {
  const { digest, mediaType, size } = await pushImage(registry, repository, '1.0');
  const response = await callRoute(answerResolve, `/api/resolve?ref=${refOf(':1.0')}`);
  const reference = `${embeddedHost}/${repository}:1.0`;
  expect(resolvedSchema.parse(await response.json())).toEqual({ reference, digest, mediaType, size });
});

test('a blob is a download that no browser takes for a page', async () => {
  const blob = await pushBlob(registry, repository, '<script>alert(1)</script>');
  const response = await callRoute(
    answerBlob,
    `/api/blob?ref=${refOf(`@${blob.digest}`)}&name=../a/report.html`,
  );
  expect(await response.text()).toBe('<script>alert(1)</script>');
  expect(response.headers.get('orrery-length')).toBe(String(blob.size));
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  expect(response.headers.get('content-disposition')).toContain('attachment; filename="report.html"');
});

test('a part of a blob is passed on and marked as not verified', async () => {
  const blob = await pushBlob(registry, repository, 'hello world');
  const response = await callRoute(answerBlob, `/api/blob?ref=${refOf(`@${blob.digest}`)}`, {
    headers: { range: 'bytes=6-' },
  });
  expect(response.status).toBe(206);
  expect(response.headers.get('content-range')).toBe('bytes 6-10/11');
  expect(response.headers.get('orrery-verified')).toBe('range');
  expect(await response.text()).toBe('world');
});

test.for([
  ['no JSON', 'no { json', mediaTypes.ociManifest],
  ['two things at once', '{"manifests":[],"layers":[]}', mediaTypes.ociIndex],
  ['called a web page by its registry', '{"layers":[]}', 'text/plain'],
] as const)('a manifest that is %s comes as bytes of no type', async ([, text, type]) => {
  const headers = { 'content-type': type };
  const odd = scriptedRegistry(async () => new Response(text, { headers }));
  testServices({}, odd);
  const response = await callRoute(answerManifest, `/api/manifest?ref=${odd.hosts[0]}/team/app:1`);
  expect(await response.text()).toBe(text);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('docker-content-digest')).toMatch(/^sha256:/);
});

test('bytes that have not the digest are not given, even as bytes', async () => {
  const liar = scriptedRegistry(async () => new Response('no { json'));
  testServices({}, liar);
  const reference = `${liar.hosts[0]}/team/app@sha256:${'0'.repeat(64)}`;
  const problem = await getProblem(answerManifest, `/api/manifest?ref=${reference}`);
  expect(problem.code).toBe('digest-mismatch');
});

test('a blob with other bytes breaks off, and its last byte is never sent', async () => {
  const { digest } = await pushBlob(registry, repository, 'good');
  const liar = scriptedRegistry(async () => new Response('evil', { headers: { 'content-length': '4' } }));
  testServices({}, liar);
  const response = await callRoute(answerBlob, `/api/blob?ref=${liar.hosts[0]}/team/app@${digest}`);
  const reader = response.body?.getReader();
  expect(response.headers.get('orrery-length')).toBe('4');
  await expect(reader?.read()).rejects.toMatchObject({ code: 'digest-mismatch' });
});

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
  await vi.waitUntil(() => signals.length > 0);
  await reader?.cancel();
  await vi.waitUntil(() => signals[0]?.aborted);
});

test('a blob that is named by a tag is refused', async () => {
  const problem = await getProblem(answerBlob, `/api/blob?ref=${refOf(':1.0')}`);
  expect(problem.detail).toContain('named by its digest');
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
