import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage, scriptedRegistry } from '#e2e/fakes/embedded';
import { resolvedSchema } from '#lib/api/contract/registry-contract';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerManifest, answerResolve } from './manifest.ts';

let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  // Clients outlive a test as they outlive a request: each test has a repository of its own.
  repository = `team/manifest-${count}`;
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
