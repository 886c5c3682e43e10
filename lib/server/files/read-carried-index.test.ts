import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { IndexedLayer } from '#e2e/content/indexed-layers';
import { makeEstargz, makeZstdChunked } from '#e2e/content/indexed-layers';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { filesSchema } from '#lib/api/contract/files-contract';
import type { Annotations } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerFiles } from '#lib/server/routes/files';

let registry: EmbeddedRegistry;
let fetched: string[] = [];
let count = 0;
let repository = '';
beforeEach(async () => {
  count += 1;
  repository = `team/indexed-${count}`;
  registry ??= await openTestRegistry();
  fetched = [];
  const { hosts, handle } = registry;
  testServices(
    {},
    {
      hosts,
      handle: (request) => {
        if (request.method === 'GET' && request.url.includes('/blobs/'))
          fetched.push(request.headers.get('range') ?? 'all');
        return handle(request);
      },
    },
  );
});

// What does not compress, so that the layers are large enough to be worth an index.
const large = randomBytes(6 * 1024 * 1024);
const content = {
  'etc/motd': 'Welcome.',
  'usr/lib/large.bin': large,
  empty: '',
  'usr/bin/tool': '#!/bin/sh\n',
};
const forms = [
  ['eStargz', makeEstargz(content), 'estargz'],
  ['zstd:chunked', makeZstdChunked(content), 'zstd-chunked'],
] as const;

test.each(forms)('the files of a layer as %s are listed by its index', async (_, layer, source) => {
  const { ref, manifest } = await pushLayer(layer);
  const list = await listFiles(ref, `&manifest=${manifest}`);
  expect(list.entries.map(({ path, size }) => [path, size])).toEqual([
    ['empty', 0],
    ['etc/motd', 8],
    ['usr/bin/tool', 10],
    ['usr/lib/large.bin', large.length],
  ]);
  expect(list.archives[0]).toMatchObject({ source, verified: 'toc-digest' });
  expect(list.archives[0]?.bytesRead).toBeLessThan(5_000);
  expect(fetched.length).toBe(2);
  expect(fetched).not.toContain('all');
});

test.each(forms)('one file of a layer as %s is fetched by its range and compared', async (_, layer) => {
  const { ref, manifest } = await pushLayer(layer);
  const small = await callRoute(answerFiles, `/api/files?ref=${ref}&manifest=${manifest}&path=etc/motd`);
  expect(await small.text()).toBe('Welcome.');
  expect(small.headers.get('orrery-verified')).toBe('toc-digest');
  const whole = await callRoute(
    answerFiles,
    `/api/files?ref=${ref}&manifest=${manifest}&path=usr/lib/large.bin`,
  );
  expect(Buffer.from(await whole.arrayBuffer()).equals(large)).toBe(true);
  expect(fetched).not.toContain('all');
});

test.each(forms)(
  'without its manifest the index of %s is used, and said to be not compared',
  async (_, layer, source) => {
    const { ref } = await pushLayer({ ...layer, annotations: {} });
    const list = await listFiles(ref);
    expect(list.archives[0]).toMatchObject({ source, verified: 'none' });
    const file = await callRoute(answerFiles, `/api/files?ref=${ref}&path=etc/motd`);
    expect(await file.text()).toBe('Welcome.');
    expect(file.headers.get('orrery-verified')).toBe('range');
  },
);

test.each(forms)('an index of %s that is not the one of the manifest is not believed', async (_, layer) => {
  const other = Object.fromEntries(
    Object.entries(layer.annotations).map(([key, value]) => [
      key,
      value.startsWith('sha256:') ? `sha256:${'0'.repeat(64)}` : value,
    ]),
  );
  const { ref, manifest } = await pushLayer({ ...layer, annotations: other });
  const list = await listFiles(ref, `&manifest=${manifest}`);
  expect(list.archives[0]).toMatchObject({ source: 'archive', verified: 'digest' });
  expect(list.entries.map(({ path }) => path)).toContain('etc/motd');
});

test('a file with other bytes than its index says breaks off before its last byte', async () => {
  const layer = makeEstargz(content);
  const lied = Buffer.from(layer.bytes);
  // Within the member of the large file, which is stored as it is.
  lied[3_000_000] = (lied[3_000_000] ?? 0) ^ 1;
  const { ref, manifest } = await pushLayer({ ...layer, bytes: lied });
  const response = await callRoute(
    answerFiles,
    `/api/files?ref=${ref}&manifest=${manifest}&path=usr/lib/large.bin`,
  );
  await expect(response.arrayBuffer()).rejects.toThrow();
});

async function pushLayer({ bytes, annotations }: IndexedLayer) {
  const config = await pushBlob(registry, repository, '{}', mediaTypes.ociConfig);
  const blob = await pushBlob(registry, repository, bytes, 'application/vnd.oci.image.layer.v1.tar+gzip');
  const layers = [{ ...blob, annotations: annotations satisfies Annotations }];
  const manifest = await pushManifest(registry, repository, {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers },
  });
  return {
    ref: encodeURIComponent(`${embeddedHost}/${repository}@${blob.digest}`),
    manifest: manifest.digest,
  };
}

async function listFiles(ref: string, query = '') {
  const response = await callRoute(answerFiles, `/api/files?ref=${ref}${query}`);
  if (!response.ok) throw new Error(await response.text());
  return filesSchema.parse(await response.json());
}
