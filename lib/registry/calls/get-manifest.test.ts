import { describe, expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import { manifestAccept, mediaTypes } from '#lib/oci/media-type';
import { computeDigest } from '#lib/registry/body';
import { schema1Payload } from './get-manifest.ts';

const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] };
const bytes = new TextEncoder().encode(JSON.stringify(index, null, 2));
const digest = computeDigest('sha256', bytes);
const type = { 'content-type': `${mediaTypes.ociIndex}; charset=utf-8` };
const other = computeDigest('sha256', new Uint8Array(1));

const answering = (body: BodyInit | null, headers: Record<string, string> = type, status = 200) =>
  testClient(() => new Response(body, { status, headers }));

describe('a manifest', () => {
  test('is asked for with every type and read with its exact bytes', async () => {
    const { client, sent } = answering(bytes, { ...type, 'docker-content-digest': digest });
    const manifest = await client.getManifest('demo/app', '1.0');
    expect(manifest).toMatchObject({ digest, mediaType: mediaTypes.ociIndex, verified: true });
    expect(manifest.bytes).toEqual(bytes);
    expect(sent[0]?.url).toBe('https://registry.example/v2/demo/app/manifests/1.0');
    expect(sent[0]?.headers).toMatchObject({
      accept: manifestAccept.join(', '),
      'accept-encoding': 'identity',
    });
  });

  test('whose digest the registry leaves out is given the one it has', async () => {
    expect((await answering(bytes).client.getManifest('demo/app', '1.0')).digest).toBe(digest);
  });

  test.each(['sha512'] as const)('may be known by another algorithm: %s', async (algorithm) => {
    const longer = computeDigest(algorithm, bytes);
    expect(await answering(bytes).client.getManifest('demo/app', longer)).toMatchObject({
      digest: longer,
      verified: true,
    });
  });

  test('under an algorithm nobody here knows is marked as unverified', async () => {
    const manifest = await answering(bytes).client.getManifest('demo/app', 'blake9:abc');
    expect(manifest.verified).toBe(false);
  });

  test.each([
    ['was asked for by digest and is another', other, {}],
    ['was asked for by digest, whatever the header says', other, { 'docker-content-digest': other }],
    ['was asked for by tag and is not what the header says', '1.0', { 'docker-content-digest': other }],
  ])('is refused when it %s', async (_, selector, headers) => {
    const { client } = answering(bytes, { ...type, ...headers });
    await expect(client.getManifest('demo/app', selector)).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test.each([
    ['announced', { 'content-length': String(30 * 2 ** 20) }],
    ['sent without a word', {}],
  ])('that is too large is refused: %s', async (_, headers) => {
    const { client } = answering(new Uint8Array(10_000), { ...type, ...headers });
    await expect(client.getManifest('demo/app', '1.0')).rejects.toMatchObject({ code: 'too-large' });
  });

  test('is not a web page', async () => {
    const { client } = answering('<html>Sign in</html>', { 'content-type': 'text/html' });
    await expect(client.getManifest('demo/app', '1.0')).rejects.toMatchObject({
      code: 'not-a-registry',
      message: 'registry.example answered with a web page, not with a manifest.',
    });
  });

  test('that was packed on the way is refused', async () => {
    const { client } = answering(bytes, { ...type, 'content-encoding': 'gzip' });
    await expect(client.getManifest('demo/app', '1.0')).rejects.toMatchObject({ code: 'bad-response' });
  });

  test('that contradicts its type is refused by the words of the spec', async () => {
    const { client } = answering(bytes, { 'content-type': mediaTypes.ociManifest });
    await expect(client.getManifest('demo/app', '1.0')).rejects.toMatchObject({ code: 'manifest-ambiguous' });
  });

  test.each([
    ['../../etc', '1.0'],
    ['Demo', '1.0'],
    ['demo/app', '../x'],
    ['demo/app', 'a b'],
    ['demo/app', 'sha256:abc/../..'],
  ])('is not asked for by a path that leads elsewhere: %s %s', async (repository, selector) => {
    const { client, sent } = answering(bytes);
    await expect(client.getManifest(repository, selector)).rejects.toMatchObject({
      code: 'reference-invalid',
    });
    expect(sent).toEqual([]);
  });
});

describe('a manifest by digest', () => {
  test('is asked for once, by however many at once and afterwards', async () => {
    const { client, sent } = answering(bytes);
    await Promise.all([client.getManifest('demo/app', digest), client.getManifest('demo/app', digest)]);
    await client.getManifest('demo/app', digest);
    expect(sent).toHaveLength(1);
    expect(client.requests()).toEqual({ sent: 1, cached: 2 });
  });

  test('is asked for again in another repository, and by tag', async () => {
    const { client, sent } = answering(bytes);
    await client.getManifest('demo/app', digest);
    await client.getManifest('demo/other', digest);
    await client.getManifest('demo/app', '1.0');
    await client.getManifest('demo/app', '1.0');
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'HEAD', 'GET', 'GET', 'GET']);
  });
});

test('a manifest that was asked for by tag is known by its digest', async () => {
  const { client, sent } = answering(bytes);
  await client.getManifest('demo/app', '1.0');
  await client.getManifest('demo/app', digest);
  expect(sent).toHaveLength(1);
  expect(client.requests()).toEqual({ sent: 1, cached: 1 });
});

describe('resolving', () => {
  const head = (headers: Record<string, string>, status = 200) =>
    testClient((_, { method }) =>
      method === 'HEAD' ? new Response(null, { status, headers }) : new Response(bytes, { headers: type }),
    );
  const full = { ...type, 'docker-content-digest': digest, 'content-length': String(bytes.length) };
  const resolved = { digest, mediaType: mediaTypes.ociIndex, size: bytes.length };

  test('takes the word of HEAD when it says everything', async () => {
    const { client, sent } = head(full);
    expect(await client.resolveManifest('demo/app', '1.0')).toEqual(resolved);
    expect(sent.map(({ method }) => method)).toEqual(['HEAD']);
  });

  test.each([
    ['no digest', type, 200],
    ['no length', { ...type, 'docker-content-digest': digest }, 200],
    ['nothing at all', {}, 405],
  ])('asks by GET where HEAD says %s', async (_, headers, status) => {
    const { client, sent } = head(headers, status);
    expect(await client.resolveManifest('demo/app', '1.0')).toEqual(resolved);
    expect(sent.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  test('a digest to another one is refused', async () => {
    const { client } = head({ ...full, 'docker-content-digest': other });
    await expect(client.resolveManifest('demo/app', digest)).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
  });
});

test('a caller who gives up is told so, and only that', async () => {
  const { client } = testClient(() => new Promise<Response>(() => undefined));
  const controller = new AbortController();
  const calls = [
    client.getManifest('demo/app', '1.0', { signal: controller.signal }),
    client.getManifest('demo/app', digest, { signal: controller.signal }),
    client.listTags('demo/app', { signal: controller.signal }),
  ];
  controller.abort();
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'cancelled' });
});

const base64Url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const payload = '{"schemaVersion":1,"name":"demo/app","tag":"1.0"\n}';

function signed(header: unknown): Uint8Array<ArrayBuffer> {
  const signatures = JSON.stringify([{ protected: base64Url(JSON.stringify(header)), signature: 'x' }]);
  return new TextEncoder().encode(payload.replace('\n}', `,"signatures":${signatures}}`));
}

test('the payload of a signed manifest is the document before it was signed', () => {
  const bytes = signed({ formatLength: payload.length - 2, formatTail: base64Url('\n}') });
  expect(new TextDecoder().decode(schema1Payload(bytes))).toBe(payload);
});

test.each([
  ['no header', undefined],
  ['no length', { formatTail: 'fQ' }],
  ['no tail', { formatLength: 3 }],
  ['a tail that is no base64', { formatLength: 3, formatTail: '%%%' }],
])('a signature that protects nothing has no payload: %s', (_, header) => {
  expect(schema1Payload(signed(header))).toBeUndefined();
});

test.each(['', '[]', '{}', '{"signatures":[]}', '{"signatures":[{}]}'])('%j has no payload', (text) => {
  expect(schema1Payload(new TextEncoder().encode(text))).toBeUndefined();
});

test('a length beyond the document reads no further than its end', () => {
  const bytes = signed({ formatLength: 1e12, formatTail: base64Url('\n}') });
  expect(schema1Payload(bytes)?.length).toBe(bytes.length + 2);
});
