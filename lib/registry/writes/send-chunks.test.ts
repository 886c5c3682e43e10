import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import { blob, bodyOf, byMethod, content, from, session } from '#e2e/fakes/upload-script';

test('what is refused as a whole is sent in chunks, and goes on where the registry says', async () => {
  const received: [string, number][] = [];
  let patches = 0;
  const { client } = testClient(
    byMethod({
      post: () => session('/up/0', { 'oci-chunk-max-length': '20' }),
      put: (url) => new Response(null, { status: url.pathname === '/up/0' ? 413 : 201 }),
      patch: async (url, request) => {
        patches += 1;
        if (patches === 2) return new Response(null, { status: 416 });
        received.push([request.headers?.['content-range'] ?? '', (await bodyOf(request)).byteLength]);
        return session(`/up/${patches}`, { was: url.pathname });
      },
      get: () => new Response(null, { status: 204, headers: { range: '0-24', location: '/up/again' } }),
      delete: () => new Response(null, { status: 204 }),
    }),
  );
  expect(await client.pushBlob('a', blob, from(content))).toBe('pushed');
  expect(received).toEqual([
    ['0-19', 20],
    ['25-39', 15],
    ['40-49', 10],
  ]);
});

test('a registry that never gets further is given up', async () => {
  const { client } = testClient(
    byMethod({
      post: () => session('/up/0', { 'oci-chunk-max-length': '20' }),
      put: () => new Response(null, { status: 413 }),
      patch: () => new Response(null, { status: 416 }),
      get: () => new Response(null, { status: 204, headers: { range: '0-0', location: '/up/again' } }),
      delete: () => new Response(null, { status: 204 }),
    }),
  );
  await expect(client.pushBlob('a', blob, from(content))).rejects.toMatchObject({ code: 'bad-response' });
});
