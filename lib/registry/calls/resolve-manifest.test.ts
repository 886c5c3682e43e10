import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import { mediaTypes } from '#lib/oci/media-type';
import { computeDigest } from '#lib/registry/body';

const bytes = new TextEncoder().encode('{"schemaVersion":2,"manifests":[]}');
const digest = computeDigest('sha256', bytes);
const complete = {
  'content-type': mediaTypes.ociIndex,
  'docker-content-digest': digest,
  'content-length': String(bytes.length),
};
const resolved = { digest, mediaType: mediaTypes.ociIndex, size: bytes.length };

/** A registry whose HEAD has these headers, and whose GET gives the manifest. */
function registry(headers: Readonly<Record<string, string>>, status = 200) {
  return testClient((_, { method }) =>
    method === 'HEAD'
      ? new Response(null, { status, headers })
      : new Response(bytes, { headers: { 'content-type': mediaTypes.ociIndex } }),
  );
}

test('a complete HEAD is enough', async () => {
  const { client, sent } = registry(complete);
  expect(await client.resolveManifest('demo/app', '1.0')).toEqual(resolved);
  expect(sent.map(({ method }) => method)).toEqual(['HEAD']);
});

test.each([
  ['no digest', { ...complete, 'docker-content-digest': '' }, 200],
  ['no length', { ...complete, 'content-length': '0' }, 200],
  ['no type', { ...complete, 'content-type': '' }, 200],
  ['no HEAD', {}, 405],
  ['no HEAD', {}, 501],
] as const)(
  'where there is %s the manifest is read and what is missing computed',
  async (_, headers, status) => {
    const { client, sent } = registry(headers, status);
    expect(await client.resolveManifest('demo/app', '1.0')).toEqual(resolved);
    expect(sent.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  },
);

test('another digest than the one asked for is an error', async () => {
  const { client } = registry(complete);
  const other = computeDigest('sha256', new Uint8Array([1]));
  await expect(client.resolveManifest('demo/app', other)).rejects.toMatchObject({ code: 'digest-mismatch' });
});

test('a web page is no manifest, and what is missing is missing', async () => {
  const page = registry({ ...complete, 'content-type': 'text/html' });
  await expect(page.client.resolveManifest('demo/app', '1.0')).rejects.toMatchObject({
    code: 'not-a-registry',
  });
  const missing = registry({}, 404);
  await expect(missing.client.resolveManifest('demo/app', '1.0')).rejects.toMatchObject({
    code: 'not-found',
  });
});
