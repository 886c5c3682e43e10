import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import { mediaTypes } from '#lib/oci/media-type';
import { computeDigest } from '#lib/registry/body';

const bytes = new TextEncoder().encode('{"schemaVersion":2,"manifests":[]}');
const digest = computeDigest('sha256', bytes);
const manifest = () => new Response(bytes, { headers: { 'content-type': mediaTypes.ociIndex } });

test('two equal lists at the same time are one request, and the other counts as cached', async () => {
  const { client, sent } = testClient(() => Response.json({ tags: ['1.0'] }));
  const [first, second] = await Promise.all([client.listTags('demo/app'), client.listTags('demo/app')]);
  expect([first.names, second.names]).toEqual([['1.0'], ['1.0']]);
  expect(sent).toHaveLength(1);
  expect(client.requests()).toEqual({ sent: 1, cached: 1 });
});

test('a caller that gives up a shared request is told so, while the other gets its answer', async () => {
  const answer = Promise.withResolvers<Response>();
  const { client } = testClient(() => answer.promise);
  const controller = new AbortController();
  const first = client.listTags('demo/app', { signal: controller.signal });
  const second = client.listTags('demo/app');
  controller.abort(new Error('enough'));
  await expect(first).rejects.toMatchObject({ code: 'cancelled', registry: 'registry.example' });
  answer.resolve(Response.json({ tags: ['1.0'] }));
  expect((await second).names).toEqual(['1.0']);
});

test('after a refusal nothing of the repository is answered from memory', async () => {
  let isRefused = false;
  const { client, sent } = testClient((url) =>
    isRefused && url.pathname.endsWith('/tags/list') ? new Response('', { status: 403 }) : manifest(),
  );
  await client.getManifest('demo/app', digest);
  await client.getManifest('demo/app', digest);
  expect(sent).toHaveLength(1);
  isRefused = true;
  await expect(client.listTags('demo/app')).rejects.toMatchObject({ code: 'forbidden' });
  await client.getManifest('demo/app', digest);
  expect(sent.length).toBeGreaterThan(2);
});

test('what was written is read anew, also when the write failed', async () => {
  const { client, sent } = testClient((_, { method }) =>
    method === 'PUT' ? new Response('', { status: 400 }) : manifest(),
  );
  await client.getManifest('demo/app', digest);
  const again = { bytes, digest, mediaType: mediaTypes.ociIndex };
  await expect(client.putManifest('demo/app', digest, again)).rejects.toMatchObject({ code: 'refused' });
  sent.length = 0;
  await client.getManifest('demo/app', digest);
  expect(sent).not.toHaveLength(0);
});
