import { describe, expect, test } from 'vitest';
import type { Script } from '#e2e/fakes/scripted-fetch';
import { scriptedFetch } from '#e2e/fakes/scripted-fetch';
import { testLimits } from '#e2e/fakes/test-client';
import { parseDigest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { computeDigest } from '#lib/registry/body';
import { createRegistryConnection } from '#lib/registry/client/create-registry-client';
import { createManifestStore } from './manifest-cache.ts';

const bytes = new TextEncoder().encode('{"schemaVersion":2,"manifests":[]}');
const digest = computeDigest('sha256', bytes);
const other = parseDigest(`sha256:${'0'.repeat(64)}`);
const headers = {
  'content-type': mediaTypes.ociIndex,
  'docker-content-digest': digest,
  'content-length': String(bytes.length),
  etag: '"v1"',
};
const full: Script = (_, { method, headers: asked }) => {
  if (asked?.['if-none-match'] === '"v1"')
    return new Response(null, { status: 304, headers: { etag: '"v1"' } });
  return new Response(method === 'HEAD' ? null : bytes, { headers });
};

/** Several sessions over one store and one clock. */
function sessions(script: Script = full) {
  const { fetch, sent } = scriptedFetch((url, request) => script(url, request));
  let nowMs = 0;
  const manifests = createManifestStore(1024 * 1024);
  const session = () =>
    createRegistryConnection({
      registry: 'registry.example',
      plainHttp: false,
      fetch,
      credentials: async () => undefined,
      limits: testLimits,
      manifests,
      now: () => nowMs,
    }).client();
  const methods = () => sent.splice(0).map(({ method }) => method);
  const pass = (milliseconds: number) => {
    nowMs += milliseconds;
  };
  return { session, methods, pass, sent };
}

describe('a manifest that another session has read', () => {
  test('is proven by HEAD for one minute, and comes from memory meanwhile', async () => {
    const { session, methods, pass } = sessions();
    const [one, two] = [session(), session()];
    await one.getManifest('demo/app', digest);
    expect(methods()).toEqual(['GET']);
    expect((await two.getManifest('demo/app', digest)).bytes).toEqual(bytes);
    expect(methods()).toEqual(['HEAD']);
    pass(59_999);
    await two.getManifest('demo/app', digest);
    expect(methods()).toEqual([]);
    pass(1);
    await two.getManifest('demo/app', digest);
    expect(methods()).toEqual(['HEAD']);
  });

  test('is one’s own for five minutes after reading it, in that repository', async () => {
    const { session, methods, pass } = sessions();
    const client = session();
    await client.getManifest('demo/app', digest);
    pass(299_999);
    await client.getManifest('demo/app', digest);
    expect(methods()).toEqual(['GET']);
    pass(1);
    await client.getManifest('demo/app', digest);
    await client.getManifest('demo/other', digest);
    expect(methods()).toEqual(['HEAD', 'HEAD']);
  });

  test.each([401, 403, 404])(
    'is asked for in full where HEAD says %i, and refused as ever',
    async (status) => {
      let isOpen = true;
      const { session, methods } = sessions((url, request) =>
        isOpen ? full(url, request) : new Response(null, { status }),
      );
      await session().getManifest('demo/app', digest);
      isOpen = false;
      await expect(session().getManifest('demo/app', digest)).rejects.toMatchObject({ answer: { status } });
      expect(methods()).toEqual(['GET', 'HEAD', 'GET']);
    },
  );

  test.each([
    ['names no digest', { 'docker-content-digest': '' }],
    ['names another digest', { 'docker-content-digest': other }],
    ['names another type', { 'content-type': mediaTypes.ociManifest }],
  ])('is not given out when HEAD %s', async (_, wrong) => {
    let isFirst = true;
    const { session } = sessions((_url, { method }) => {
      if (method === 'HEAD') return new Response(null, { headers: { ...headers, ...wrong } });
      if (!isFirst) return new Response(null, { status: 403 });
      isFirst = false;
      return new Response(bytes, { headers });
    });
    await session().getManifest('demo/app', digest);
    await expect(session().getManifest('demo/app', digest)).rejects.toThrow();
  });
});

test('after a refusal nothing counts that was proven before it', async () => {
  let isOpen = true;
  const { session } = sessions((url, request) =>
    isOpen ? full(url, request) : new Response(null, { status: 403 }),
  );
  const client = session();
  await client.getManifest('demo/app', digest);
  isOpen = false;
  await expect(client.listTags('demo/app')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(client.getManifest('demo/app', digest)).rejects.toMatchObject({ code: 'forbidden' });
});

describe('a tag', () => {
  test('is asked for under what is known of it, and not sent again while it stays', async () => {
    const { session, sent, methods } = sessions();
    const client = session();
    await client.getManifest('demo/app', '1.0');
    expect((await client.getManifest('demo/app', '1.0')).digest).toBe(digest);
    expect(sent.map((request) => request.headers['if-none-match'])).toEqual([undefined, '"v1"']);
    methods();
    await session().getManifest('demo/app', '1.0');
    expect(sent[0]?.headers['if-none-match']).toBeUndefined();
  });

  test('of a registry without ETag is asked for under its digest', async () => {
    const { session, sent } = sessions(() => new Response(bytes, { headers: { ...headers, etag: '' } }));
    const client = session();
    await client.getManifest('demo/app', '1.0');
    await client.getManifest('demo/app', '1.0');
    expect(sent[1]?.headers['if-none-match']).toBe(`"${digest}"`);
  });

  test('that is unchanged and yet another is read anew', async () => {
    const { session, methods } = sessions((url, request) =>
      request.headers?.['if-none-match'] === undefined
        ? full(url, request)
        : new Response(null, { status: 304, headers: { 'docker-content-digest': other } }),
    );
    const client = session();
    await client.getManifest('demo/app', '1.0');
    await client.getManifest('demo/app', '1.0');
    expect(methods()).toEqual(['GET', 'GET', 'GET']);
  });

  test('is not "unchanged" for somebody who never asked', async () => {
    const { session } = sessions(() => new Response(null, { status: 304 }));
    await expect(session().getManifest('demo/app', '1.0')).rejects.toMatchObject({ code: 'bad-response' });
    await expect(session().listTags('demo/app')).rejects.toMatchObject({ code: 'bad-response' });
  });
});

test('the store holds no more than its bytes, and forgets what was used longest ago', () => {
  const store = createManifestStore(20_000);
  const manifest = parseManifest(bytes, mediaTypes.ociIndex);
  const digests = Array.from({ length: 100 }, (_, i) => parseDigest(`sha256:${String(i).padStart(64, '0')}`));
  for (const one of digests) {
    store.set('https://r.example', {
      bytes,
      digest: one,
      mediaType: mediaTypes.ociIndex,
      verified: true,
      manifest,
    });
  }
  const kept = digests.filter((one) => store.has('https://r.example', one));
  expect(kept).toEqual(digests.slice(-kept.length));
  expect(kept.length).toBeLessThan(20);
  expect(store.has('https://other.example', other)).toBe(false);
});
