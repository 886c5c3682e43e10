import { expect, test } from 'vitest';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { createRegistry } from '#lib/layout/http/registry';

test.each(['GET', 'HEAD'])('%s /v2/ says that here is a registry', async (method) => {
  await using registry = await openScratchRegistry();
  const answer = await registry.ask(method, '');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Docker-Distribution-Api-Version')).toBe('registry/2.0');
  expect(answer.headers.get('Content-Length')).toBe('2');
  expect(await answer.text()).toBe(method === 'GET' ? '{}' : '');
});

test.each([
  ['GET', 'acme/app/tags/list', 404, 'NAME_UNKNOWN'],
  ['GET', 'acme/app/manifests/1', 404, 'NAME_UNKNOWN'],
  ['DELETE', 'acme/app/manifests/1', 404, 'NAME_UNKNOWN'],
  ['GET', 'Acme/app/tags/list', 400, 'NAME_INVALID'],
  ['GET', 'acme/%2e%2e%2fapp/tags/list', 400, 'NAME_INVALID'],
  ['GET', 'acme%00/tags/list', 400, 'NAME_INVALID'],
  ['GET', 'acme/%zz/tags/list', 400, 'NAME_INVALID'],
  ['GET', 'acme/app', 404, 'UNSUPPORTED'],
  ['POST', 'acme/app/tags/list', 405, 'UNSUPPORTED'],
  ['GET', 'acme/app/blobs/uploads/', 405, 'UNSUPPORTED'],
  ['GET', 'acme/app/blobs/uploads/none', 404, 'BLOB_UPLOAD_UNKNOWN'],
  ['GET', '_catalog?n=-1', 400, 'PAGINATION_NUMBER_INVALID'],
])('%s %s is refused with %i %s', async (method, path, status, code) => {
  await using registry = await openScratchRegistry();
  const answer = await registry.ask(method, path);
  const text = await answer.text();
  expect(answer.headers.get('Content-Length')).toBe(String(text.length));
  expect([answer.status, JSON.parse(text).errors[0].code]).toEqual([status, code]);
});

test('a refused HEAD has the length of its body, once, and no body', async () => {
  await using registry = await openScratchRegistry();
  const answer = await registry.ask('HEAD', 'acme/app/manifests/1');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('Content-Length')).toMatch(/^\d+$/);
  expect(answer.body).toBeNull();
});

test('words of the protocol may be parts of a name', async () => {
  await using registry = await openScratchRegistry();
  for (const name of ['a', 'a/blobs', 'a/manifests/tags', 'a/index.json', 'a/oci-layout/x', 'blobs']) {
    await registry.pushBlob(name, '{}');
    await registry.pushManifest(name, artifactManifest(), 'latest');
    expect((await registry.ask('GET', `${name}/manifests/latest`)).status).toBe(200);
  }
  expect(registry.store.repositories()).toHaveLength(6);
});

test('a colon of a digest may be encoded', async () => {
  await using registry = await openScratchRegistry();
  const digest = await registry.pushBlob('acme/app', 'x');
  expect((await registry.ask('HEAD', `acme/app/blobs/${digest.replace(':', '%3A')}`)).status).toBe(200);
});

test('tags come sorted and in pages', async () => {
  await using registry = await openScratchRegistry();
  await pushTags(registry, 'acme/app', ['b', 'a', 'C', '1']);
  expect(await list(registry, 'acme/app/tags/list')).toEqual({
    body: { name: 'acme/app', tags: ['1', 'C', 'a', 'b'] },
    link: null,
  });
  expect(await list(registry, 'acme/app/tags/list?n=2')).toEqual({
    body: { name: 'acme/app', tags: ['1', 'C'] },
    link: '</v2/acme/app/tags/list?n=2&last=C>; rel="next"',
  });
  expect((await list(registry, 'acme/app/tags/list?n=2&last=C')).body.tags).toEqual(['a', 'b']);
  expect((await list(registry, 'acme/app/tags/list?last=Z')).body.tags).toEqual(['a', 'b']);
  expect(await list(registry, 'acme/app/tags/list?n=0')).toEqual({
    body: { name: 'acme/app', tags: [] },
    link: null,
  });
});

test('the catalogue comes sorted and in pages', async () => {
  await using registry = await openScratchRegistry();
  for (const name of ['b', 'a/x', 'a']) await pushTags(registry, name, ['1']);
  expect((await list(registry, '_catalog')).body).toEqual({ repositories: ['a', 'a/x', 'b'] });
  expect(await list(registry, '_catalog?n=2')).toEqual({
    body: { repositories: ['a', 'a/x'] },
    link: '</v2/_catalog?n=2&last=a%2Fx>; rel="next"',
  });
});

test('a failing disk is told to the operator, and to the client only as a failure', async () => {
  await using registry = await openScratchRegistry();
  const told: unknown[] = [];
  const failing = { ...registry.store, find: () => Promise.reject(new Error('EIO: /secret/path')) };
  const answer = await createRegistry(failing, (error) => told.push(error))(
    new Request('http://registry.example/v2/acme/app/tags/list'),
  );
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('secret');
  expect(told).toHaveLength(1);
});

async function pushTags(registry: ScratchRegistry, name: string, tags: readonly string[]): Promise<void> {
  await registry.pushBlob(name, '{}');
  for (const tag of tags) await registry.pushManifest(name, artifactManifest(), tag);
}

async function list(registry: ScratchRegistry, path: string) {
  const answer = await registry.ask('GET', path);
  return { body: JSON.parse(await answer.text()), link: answer.headers.get('Link') };
}
