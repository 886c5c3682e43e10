import { expect, test } from 'vitest';
import { testClient } from '#lib/registry/testing/test-client';
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
} from '#lib/registry/testing/upload-script';

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
