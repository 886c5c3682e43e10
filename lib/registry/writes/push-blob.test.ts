import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FaultRule } from '#e2e/faults/fault-registry';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import type { FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import type { Script } from '#lib/registry/testing/scripted-fetch';
import { testClient } from '#lib/registry/testing/test-client';

type Bytes = Uint8Array<ArrayBuffer>;

const text = 'a layer of some bytes, more than one chunk of them';
const content: Bytes = new TextEncoder().encode(text);
const blob = { digest: digestOf(content), size: content.byteLength };
const big: Bytes = new Uint8Array(100_000).map((_, at) => at % 251);
const bigBlob = { digest: digestOf(big), size: big.byteLength };

/** A stream in pieces of 16 KiB. */
function streamOf(bytes: Bytes, breaksAt = Number.POSITIVE_INFINITY): ReadableStream<Bytes> {
  let at = 0;
  return new ReadableStream<Bytes>({
    pull(controller) {
      if (at >= breaksAt)
        return controller.error(new RegistryError('unavailable', 'source.example', 'Broken.'));
      if (at >= bytes.byteLength) return controller.close();
      controller.enqueue(bytes.slice(at, at + 16_384));
      at += 16_384;
    },
  });
}

const from = (bytes: Bytes) => async () => streamOf(bytes);

async function bodyOf({ body }: FetchRequest): Promise<Bytes> {
  return new Uint8Array(await new Response(body ?? null).arrayBuffer());
}

const session = (location = '/v2/a/blobs/uploads/1?state=x%2Fy', headers = {}) =>
  new Response(null, { status: 202, headers: { location, ...headers } });
const created = () => new Response(null, { status: 201 });
const steps = (sent: readonly { method: string; url: string }[]) =>
  sent.map(({ method, url }) => `${method} ${url.replace('https://registry.example', '')}`);

/** A registry by method; HEAD finds nothing. */
function byMethod(answers: Readonly<Record<string, Script>>): Script {
  return (url, request) => answers[request.method.toLowerCase()]?.(url, request);
}

test('a blob that is there is not sent', async () => {
  const { client, sent } = testClient(() => new Response(null, { status: 200 }));
  expect(await client.pushBlob('a', blob, from(content))).toBe('present');
  expect(sent).toHaveLength(1);
});

test('the query of a relative location is kept and the digest added', async () => {
  const { client, sent } = testClient(byMethod({ post: () => session(), put: created }));
  expect(await client.pushBlob('a', blob, from(content))).toBe('pushed');
  expect(steps(sent)[2]).toBe(
    `PUT /v2/a/blobs/uploads/1?state=x%2Fy&digest=${encodeURIComponent(blob.digest)}`,
  );
  expect(sent[2]?.headers['content-length']).toBe(String(blob.size));
});

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

test('a redirect of a change is refused', async () => {
  const redirect = () => new Response(null, { status: 307, headers: { location: 'https://other.example/' } });
  const { client, sent } = testClient(byMethod({ post: redirect }));
  await expect(client.pushBlob('a', blob, from(content))).rejects.toMatchObject({ code: 'redirect-refused' });
  expect(sent).toHaveLength(2);
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

test('a source that breaks cancels the upload and is not asked again', async () => {
  let opened = 0;
  const { client, sent } = testClient(
    byMethod({
      post: () => session(),
      put: async (_, request) => {
        await bodyOf(request);
        return created();
      },
    }),
  );
  const source = async () => {
    opened += 1;
    return streamOf(big, 40_000);
  };
  await expect(client.pushBlob('a', bigBlob, source)).rejects.toMatchObject({
    code: 'unavailable',
    registry: 'source.example',
  });
  expect([opened, sent.map(({ method }) => method)]).toEqual([1, ['HEAD', 'POST', 'PUT', 'DELETE']]);
});

test('a target that breaks is sent the bytes again in a new upload', async () => {
  let puts = 0;
  let stored: Bytes | undefined;
  const { client, waits } = testClient(
    byMethod({
      post: () => session(),
      put: async (_, request) => {
        puts += 1;
        if (puts < 3) throw new RegistryError('unavailable', 'registry.example', 'The connection broke.');
        stored = await bodyOf(request);
        return created();
      },
    }),
  );
  expect(await client.pushBlob('a', bigBlob, from(big))).toBe('pushed');
  expect([puts, waits.length, stored?.byteLength]).toEqual([3, 2, big.byteLength]);
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

test('a registry that finds another digest is told apart', async () => {
  const { client } = testClient(
    byMethod({
      post: () => session(),
      put: () => Response.json({ errors: [{ code: 'DIGEST_INVALID' }] }, { status: 400 }),
    }),
  );
  await expect(client.pushBlob('a', blob, from(content))).rejects.toMatchObject({
    code: 'digest-mismatch',
    answer: { code: 'DIGEST_INVALID' },
  });
});

test('wrong bytes at the source never end in a finished upload', async () => {
  await using scratch = await openScratchRegistry();
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 300_000 }),
      fc.constantFrom('cut', 'flip', 'more'),
      fc.nat(),
      fc.boolean(),
      async (right, kind, position, isWholeRefused) => {
        const bytes: Bytes = new Uint8Array(right);
        const wrong = damaged(bytes, kind, position % bytes.byteLength);
        const rules: readonly FaultRule[] = isWholeRefused
          ? [{ method: 'PUT', path: /uploads/, fault: { kind: 'answer', status: 413 }, times: 1 }]
          : [];
        const handle = createFaultRegistry(scratch.handle, rules);
        const { client } = testClient(async (url, { method, headers, body }) =>
          handle(
            new Request(url, {
              method,
              headers: { ...headers },
              body: body ?? null,
              duplex: 'half',
            } as RequestInit),
          ),
        );
        const digest = digestOf(bytes);
        const target = { digest, size: bytes.byteLength };
        await expect(client.pushBlob('a', target, from(wrong))).rejects.toMatchObject({
          code: 'digest-mismatch',
        });
        expect(await client.hasBlob('a', digest)).toBe(false);
      },
    ),
    { numRuns: 30 },
  );
});

function damaged(bytes: Bytes, kind: 'cut' | 'flip' | 'more', at: number): Bytes {
  if (kind === 'cut') return bytes.slice(0, at);
  if (kind === 'more') return Uint8Array.from([...bytes, 1]);
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}
