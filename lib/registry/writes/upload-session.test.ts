import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import {
  big,
  bigBlob,
  blob,
  byMethod,
  content,
  created,
  from,
  session,
  steps,
  streamOf,
} from '#e2e/fakes/upload-script';

test('a port that the location leaves out is put back', async () => {
  const { client, sent } = testClient(
    byMethod({ post: () => session('https://registry.example/up/1'), put: created }),
    { registry: 'registry.example:5000' },
  );
  await client.pushBlob('a', blob, from(content));
  expect(sent[2]?.url).toMatch(/^https:\/\/registry\.example:5000\/up\/1\?digest=/);
});

test.each([
  'https://evil.example/up',
  'http://registry.example/up',
  'https://registry.example:8443/up',
  'https://u:p@registry.example/up',
])('bytes do not follow a location to %s', async (location) => {
  const { client, sent } = testClient(byMethod({ post: () => session(location), put: created }));
  await expect(client.pushBlob('a', blob, from(content))).rejects.toMatchObject({ code: 'redirect-refused' });
  expect(sent.map(({ method }) => method)).toEqual(['HEAD', 'POST']);
});

test('a mount needs one token with both scopes', async () => {
  const { client, sent } = testClient((url, request) => {
    if (url.pathname === '/token') return Response.json({ token: 't' });
    if (request.headers?.authorization === undefined) {
      const header = 'Bearer realm="/token",scope="repository:a:pull,push"';
      return new Response(null, { status: 401, headers: { 'www-authenticate': header } });
    }
    return byMethod({ post: created })(url, request);
  });
  const asked = await client.pushBlob('a', blob, from(content), { mountFrom: 'b' });
  expect(asked).toBe('mounted');
  const post = sent.find(({ method }) => method === 'POST');
  expect(post?.url).toContain(`?mount=${encodeURIComponent(blob.digest)}&from=b`);
});

test('a challenge that names half of a mount is answered with all of it', async () => {
  const { client, sent } = testClient((url, request) => {
    if (url.pathname === '/token')
      return Response.json({ token: url.searchParams.getAll('scope').join('+') });
    if (request.method === 'HEAD') return undefined;
    if (request.headers?.authorization?.includes('repository:b:pull')) return created();
    const header = 'Bearer realm="/token",scope="repository:a:pull,push"';
    return new Response(null, { status: 401, headers: { 'www-authenticate': header } });
  });
  expect(await client.pushBlob('a', blob, from(content), { mountFrom: 'b' })).toBe('mounted');
  expect(sent.find(({ purpose }) => purpose === 'token')?.url).toMatch(
    /a%3Apull%2Cpush&scope=repository%3Ab%3Apull$/,
  );
});

test('a mount that opens an upload goes on with that upload', async () => {
  const { client, sent } = testClient(byMethod({ post: () => session(), put: created }));
  expect(await client.pushBlob('a', blob, from(content), { mountFrom: 'b' })).toBe('pushed');
  expect(sent.map(({ method }) => method)).toEqual(['HEAD', 'POST', 'PUT']);
});

test('a mount that is refused becomes an upload', async () => {
  const { client, sent } = testClient(
    byMethod({
      post: (url) => (url.search === '' ? session() : new Response(null, { status: 403 })),
      put: created,
    }),
  );
  expect(await client.pushBlob('a', blob, from(content), { mountFrom: 'b' })).toBe('pushed');
  expect(sent.map(({ method }) => method)).toEqual(['HEAD', 'POST', 'POST', 'PUT']);
});

test('the query of a relative location is kept and the digest added', async () => {
  const { client, sent } = testClient(byMethod({ post: () => session(), put: created }));
  expect(await client.pushBlob('a', blob, from(content))).toBe('pushed');
  expect(steps(sent)[2]).toBe(
    `PUT /v2/a/blobs/uploads/1?state=x%2Fy&digest=${encodeURIComponent(blob.digest)}`,
  );
  expect(sent[2]?.headers['content-length']).toBe(String(blob.size));
});

test('a redirect of a change is refused', async () => {
  const redirect = () => new Response(null, { status: 307, headers: { location: 'https://other.example/' } });
  const { client, sent } = testClient(byMethod({ post: redirect }));
  await expect(client.pushBlob('a', blob, from(content))).rejects.toMatchObject({ code: 'redirect-refused' });
  expect(sent).toHaveLength(2);
});

test('a stream that meets a challenge is opened anew', async () => {
  let opened = 0;
  const { client } = testClient((url, request) => {
    if (url.pathname === '/token') return Response.json({ token: 't' });
    if (request.method !== 'PUT') return byMethod({ post: () => session() })(url, request);
    const header = 'Bearer realm="/token"';
    return request.headers?.authorization === undefined
      ? new Response(null, { status: 401, headers: { 'www-authenticate': header } })
      : created();
  });
  const source = async () => {
    opened += 1;
    return streamOf(big);
  };
  expect(await client.pushBlob('a', bigBlob, source)).toBe('pushed');
  expect(opened).toBe(2);
});
