import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import { artifactManifest, digestOf } from '#e2e/faults/scratch-registry';

const bytes = new TextEncoder().encode(JSON.stringify(artifactManifest()));
const mediaType = 'application/vnd.oci.image.manifest.v1+json';
const manifest = { bytes, digest: digestOf(bytes), mediaType };
const refusal = (status: number, code: string) => Response.json({ errors: [{ code }] }, { status });

test('a manifest is sent as it is, by its bare type, and the registry tells of its subject', async () => {
  const { client, sent } = testClient(
    () => new Response(null, { status: 201, headers: { 'oci-subject': manifest.digest } }),
  );
  const put = client.putManifest('a', 'v1', { ...manifest, mediaType: `${mediaType}; charset=utf-8` });
  expect(await put).toEqual({ subject: manifest.digest });
  expect(sent[0]?.headers['content-type']).toBe(mediaType);
});

test('a registry that stored something else is not believed', async () => {
  const { client } = testClient(
    () => new Response(null, { status: 201, headers: { 'docker-content-digest': digestOf('x') } }),
  );
  await expect(client.putManifest('a', 'v1', manifest)).rejects.toMatchObject({ code: 'digest-mismatch' });
});

test('a passing fault is tried again with the same bytes', async () => {
  const answers = [new Response(null, { status: 503 }), new Response(null, { status: 201 })];
  const { client, sent } = testClient(() => answers.shift());
  await client.putManifest('a', 'v1', manifest);
  expect(sent).toHaveLength(2);
});

test.each([
  [400, 'MANIFEST_BLOB_UNKNOWN', 'refused', 'refuses to store a:v1 (MANIFEST_BLOB_UNKNOWN).'],
  [403, 'DENIED', 'forbidden', 'refuses to store a:v1.'],
  [415, 'MANIFEST_INVALID', 'refused', 'refuses to store a:v1 (MANIFEST_INVALID).'],
  [405, 'UNSUPPORTED', 'unsupported', 'does not let manifests be stored here (HTTP 405): a:v1.'],
])('HTTP %i %s to a push is %s', async (status, code, expected, sentence) => {
  const { client } = testClient(() => refusal(status, code));
  await expect(client.putManifest('a', 'v1', manifest)).rejects.toMatchObject({
    code: expected,
    answer: { status, code },
    message: `registry.example ${sentence}`,
  });
});

test.each([
  [202, 'deleted'],
  [200, 'deleted'],
  [204, 'deleted'],
  [404, 'gone'],
] as const)('HTTP %i to a deletion means that it is %s', async (status, outcome) => {
  const { client } = testClient(() => new Response(null, { status }));
  expect(await client.deleteManifest('a', manifest.digest)).toBe(outcome);
});

test.each([
  [400, 'GOOGLE_MANIFEST_DANGLING_TAG', 'refused'],
  [405, 'DENIED', 'refused'],
  [412, 'PRECONDITION', 'refused'],
  [405, 'UNSUPPORTED', 'unsupported'],
  [400, 'UNSUPPORTED', 'unsupported'],
  [400, 'DIGEST_INVALID', 'unsupported'],
])('HTTP %i %s to the deletion of a tag is %s', async (status, code, expected) => {
  const { client } = testClient(() => refusal(status, code));
  await expect(client.deleteManifest('a', 'v1')).rejects.toMatchObject({
    code: expected,
    answer: { status, code },
  });
});

test('a repository that is not there has nothing to delete, whatever the status', async () => {
  const { client } = testClient(() => refusal(400, 'NAME_UNKNOWN'));
  expect(await client.deleteManifest('a', manifest.digest)).toBe('gone');
});

test('nothing of a deleted manifest is served from memory', async () => {
  let isThere = true;
  const { client } = testClient((_, { method }) => {
    if (method === 'DELETE') isThere = false;
    return isThere ? new Response(bytes, { headers: { 'content-type': mediaType } }) : undefined;
  });
  await client.getManifest('a', manifest.digest);
  expect(await client.deleteManifest('a', manifest.digest).catch(() => 'gone')).toBe('gone');
  await expect(client.getManifest('a', manifest.digest)).rejects.toMatchObject({ code: 'not-found' });
});

test('a read that was under way when its manifest was deleted is not remembered', async () => {
  const answer = Promise.withResolvers<Response>();
  const gets = [answer.promise];
  const { client } = testClient((_, { method }) =>
    method === 'DELETE' ? new Response(null, { status: 202 }) : gets.shift(),
  );
  const read = client.getManifest('a', manifest.digest);
  await client.deleteManifest('a', manifest.digest);
  answer.resolve(new Response(bytes, { headers: { 'content-type': mediaType } }));
  await read;
  await expect(client.getManifest('a', manifest.digest)).rejects.toMatchObject({ code: 'not-found' });
});

test('a tag that was written is asked for without a condition', async () => {
  const { client, sent } = testClient((_, { method }) =>
    method === 'PUT'
      ? new Response(null, { status: 201 })
      : new Response(bytes, { headers: { 'content-type': mediaType, etag: '"1"' } }),
  );
  await client.getManifest('a', 'v1');
  await client.putManifest('a', 'v1', manifest);
  await client.getManifest('a', 'v1');
  expect(sent.at(-1)?.headers['if-none-match']).toBeUndefined();
});

const noSuchTag = { errors: [{ code: 'MANIFEST_UNKNOWN' }] };
const noDigest = { errors: [{ code: 'DIGEST_INVALID' }] };
const off = { errors: [{ code: 'UNSUPPORTED' }] };

test.each([
  ['says that it has no such tag', 404, noSuchTag, true],
  ['accepts it', 202, {}, true],
  ['wants a digest, as distribution 2 does', 400, noDigest, false],
  ['deletes nothing at all', 405, off, undefined],
  ['does not let us', 403, {}, undefined],
])('a registry that %s', async (_, status, body, expected) => {
  const { client, sent } = testClient(() => Response.json(body, { status }));
  expect(await client.probeTagDeletion('acme/app')).toBe(expected);
  expect(sent.map(({ method }) => method)).toEqual(['DELETE']);
});
