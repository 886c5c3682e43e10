import { expect, test } from 'vitest';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';

const content = '0123456789';
const digest = digestOf(content);

test('a blob is told by HEAD as by GET, byte for byte and with its exact length', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', content);
  for (const method of ['GET', 'HEAD']) {
    const answer = await registry.ask(method, `acme/app/blobs/${digest}`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '10',
      'content-type': 'application/octet-stream',
      'docker-content-digest': digest,
      etag: `"${digest}"`,
      'x-content-type-options': 'nosniff',
    });
    expect(await answer.text()).toBe(method === 'GET' ? content : '');
  }
});

test.each([
  ['bytes=2-4', '234', 'bytes 2-4/10'],
  ['bytes=7-', '789', 'bytes 7-9/10'],
  ['bytes=-3', '789', 'bytes 7-9/10'],
  ['bytes=0-999', content, 'bytes 0-9/10'],
])('the range %s is answered with those bytes alone', async (range, bytes, contentRange) => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', content);
  const answer = await registry.ask('GET', `acme/app/blobs/${digest}`, { headers: { Range: range } });
  expect(answer.status).toBe(206);
  expect(answer.headers.get('Content-Range')).toBe(contentRange);
  expect(answer.headers.get('Content-Length')).toBe(String(bytes.length));
  expect(await answer.text()).toBe(bytes);
});

test.each(['bytes=10-', 'bytes=5-2', 'bytes=-0'])('the range %s does not exist', async (range) => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', content);
  const answer = await registry.ask('GET', `acme/app/blobs/${digest}`, { headers: { Range: range } });
  expect([answer.status, answer.headers.get('Content-Range')]).toEqual([416, 'bytes */10']);
});

test.each([
  { Range: 'bytes=0-1,4-5' },
  { Range: 'lines=1-2' },
  { Range: 'bytes=a-b' },
  { Range: 'bytes=0-1', 'If-Range': '"other"' },
])('%j is answered with the whole', async (headers) => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', content);
  const answer = await registry.ask('GET', `acme/app/blobs/${digest}`, { headers });
  expect([answer.status, await answer.text()]).toEqual([200, content]);
});

test('a blob that the client has already is not sent again', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', content);
  const headers = { 'If-None-Match': `"other", W/"${digest}"` };
  const answer = await registry.ask('GET', `acme/app/blobs/${digest}`, { headers });
  expect([answer.status, await answer.text()]).toEqual([304, '']);
});

test('a blob is in the repository it was pushed to and in no other', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', content);
  const answer = await registry.ask('GET', `acme/other/blobs/${digest}`);
  expect(answer.status).toBe(404);
  expect(JSON.parse(await answer.text()).errors[0].code).toBe('BLOB_UNKNOWN');
});

test('a blob can be deleted once', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', content);
  expect((await registry.ask('DELETE', `acme/app/blobs/${digest}`)).status).toBe(202);
  expect((await registry.ask('HEAD', `acme/app/blobs/${digest}`)).status).toBe(404);
  expect((await registry.ask('DELETE', `acme/app/blobs/${digest}`)).status).toBe(404);
});

test('a manifest cannot be deleted as a blob', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', '{}');
  const manifest = await registry.pushManifest('acme/app', artifactManifest());
  expect((await registry.ask('DELETE', `acme/app/blobs/${manifest}`)).status).toBe(405);
});

test('a digest that is none is refused', async () => {
  await using registry = await openScratchRegistry();
  const answer = await registry.ask('GET', 'acme/app/blobs/sha256:abc');
  expect([answer.status, JSON.parse(await answer.text()).errors[0].code]).toEqual([400, 'DIGEST_INVALID']);
});
