import { expect, test } from 'vitest';
import { testClient } from '#lib/registry/testing/test-client';
import { computeDigest } from '#lib/registry/verified-body';

const bytes = new TextEncoder().encode('a blob');
const digest = computeDigest('sha256', bytes);

test('a blob arrives checked, from wherever the registry sends us, without credentials there', async () => {
  const { client, sent } = testClient((url) =>
    url.host === 'cdn.example'
      ? new Response(bytes, { headers: { 'content-length': '6' } })
      : new Response(null, { status: 307, headers: { location: 'https://cdn.example/x?sig=1' } }),
  );
  const blob = await client.getBlob('demo/app', digest);
  expect([blob.size, blob.contentRange, await new Response(blob.body).text()]).toEqual([
    6,
    undefined,
    'a blob',
  ]);
  expect(sent[1]?.headers.authorization).toBeUndefined();
});

test('other bytes than the digest says never end cleanly', async () => {
  const { client } = testClient(() => new Response('A blob'));
  const { body } = await client.getBlob('demo/app', digest);
  await expect(new Response(body).text()).rejects.toMatchObject({ code: 'digest-mismatch' });
});

test('a part comes with its range, and unchecked', async () => {
  const { client, sent } = testClient(
    () => new Response('bl', { status: 206, headers: { 'content-range': 'bytes 2-3/6' } }),
  );
  const blob = await client.getBlob('demo/app', digest, { range: 'bytes=2-3' });
  expect([blob.contentRange, await new Response(blob.body).text()]).toEqual(['bytes 2-3/6', 'bl']);
  expect(sent[0]?.headers.range).toBe('bytes=2-3');
});

test('a registry that knows no ranges sends all of it, checked', async () => {
  const { client } = testClient(() => new Response(bytes));
  const blob = await client.getBlob('demo/app', digest, { range: 'bytes=2-3' });
  expect([blob.contentRange, await new Response(blob.body).text()]).toEqual([undefined, 'a blob']);
});

test('a part that nobody asked for is refused', async () => {
  const { client } = testClient(
    () => new Response('bl', { status: 206, headers: { 'content-range': 'bytes 2-3/6' } }),
  );
  await expect(client.getBlob('demo/app', digest)).rejects.toMatchObject({ code: 'bad-response' });
});

test.each(['bytes=0-1\r\nX: 1', 'lines=1-2', ''])(
  'a range that is none is not passed on: %j',
  async (range) => {
    const { client, sent } = testClient(() => new Response(bytes));
    await expect(client.getBlob('demo/app', digest, { range })).rejects.toMatchObject({
      code: 'reference-invalid',
    });
    expect(sent).toEqual([]);
  },
);

test('a packed answer is refused, since its size is no longer what was sent', async () => {
  const { client } = testClient(() => new Response(bytes, { headers: { 'content-encoding': 'zstd' } }));
  await expect(client.getBlob('demo/app', digest)).rejects.toMatchObject({ code: 'bad-response' });
});
