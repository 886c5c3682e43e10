import { Readable } from 'node:stream';
import type { Header } from 'tar-stream';
import { pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { exportLayoutArchive } from '#lib/layout/archive/archive-export';
import { importLayoutArchive } from '#lib/layout/archive/archive-import';
import { mediaTypes } from '#lib/oci/media-type';

type File = Pick<Header, 'name'> & Partial<Header> & { readonly content?: string };

const blob = (content: string): File => ({ name: `blobs/${digestOf(content).replace(':', '/')}`, content });
const layoutFile: File = { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' };
const missing = { mediaType: mediaTypes.ociManifest, digest: digestOf('missing'), size: 7 };

describe('an archive', () => {
  test('of a store makes an equal store, to the byte', async () => {
    await using from = await openScratchRegistry();
    await using to = await openScratchRegistry();
    await fill(from);
    const archive = await bytesOf(exportLayoutArchive(from.store));
    expect(await importLayoutArchive(to.store, Readable.from([archive]))).toEqual({
      repositories: ['acme/app', 'acme/twin'],
      manifests: 6,
      tags: 3,
    });
    expect(Buffer.compare(await bytesOf(exportLayoutArchive(to.store)), archive)).toBe(0);
    expect(contentOf(await to.store.find('acme/app'))).toEqual(contentOf(await from.store.find('acme/app')));
    expect(contentOf(await to.store.find('acme/twin'))).toEqual(
      contentOf(await from.store.find('acme/twin')),
    );
  });

  test('never moves a tag that is there', async () => {
    await using from = await openScratchRegistry();
    await using to = await openScratchRegistry();
    await fill(from);
    await to.pushBlob('acme/app', '{}');
    const own = await to.pushManifest('acme/app', artifactManifest({ annotations: { mine: 'yes' } }), '1.0');
    const archive = await bytesOf(exportLayoutArchive(from.store));
    await importLayoutArchive(to.store, Readable.from([archive]));
    expect((await to.store.find('acme/app'))?.index().tags.get('1.0')).toBe(own);
    expect(await importLayoutArchive(to.store, Readable.from([archive]))).toMatchObject({
      manifests: 0,
      tags: 0,
    });
  });

  test('brings the blobs of an index, and manifests that stand among layers, along', async () => {
    await using from = await openScratchRegistry();
    await using to = await openScratchRegistry();
    for (const content of ['part', '{}']) await from.pushBlob('acme/cache', content);
    const part = { mediaType: 'application/vnd.own.part', digest: digestOf('part'), size: 4 };
    const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [part] };
    const inner = await from.pushManifest('acme/cache', index);
    const size = JSON.stringify(index).length;
    const layers = [{ mediaType: mediaTypes.ociIndex, digest: inner, size }];
    await from.pushManifest('acme/cache', { ...artifactManifest(), layers }, '1');
    const archive = await bytesOf(exportLayoutArchive(from.store));
    await importLayoutArchive(to.store, Readable.from([archive]));
    expect((await to.ask('HEAD', `acme/cache/blobs/${part.digest}`)).status).toBe(200);
    expect((await to.ask('HEAD', `acme/cache/manifests/${inner}`)).status).toBe(200);
  });

  test('of another tool brings children and referrers along with what is tagged', async () => {
    await using registry = await openScratchRegistry();
    const child = JSON.stringify(artifactManifest());
    const subject = { mediaType: mediaTypes.ociManifest, digest: digestOf(child), size: child.length };
    const index = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [subject] });
    const referrer = JSON.stringify(artifactManifest({ subject }));
    const archive = await tarOf([
      { name: './', type: 'directory' },
      blob(referrer),
      { ...layoutFile, name: './oci-layout' },
      indexFile(
        entryOf(index, { 'org.opencontainers.image.ref.name': 'registry.example:5000/acme/app:1.0' }),
        entryOf(referrer),
      ),
      { name: 'manifest.json', content: '[]' },
      ...[index, child, '{}'].map(blob),
    ]);
    await importLayoutArchive(registry.store, Readable.from([archive]));
    const layout = await registry.store.find('acme/app');
    expect([...(layout?.index().tags ?? [])]).toEqual([['1.0', digestOf(index)]]);
    expect(layout?.index().manifests.size).toBe(3);
    expect((await registry.ask('GET', `acme/app/blobs/${digestOf('{}')}`)).status).toBe(200);
  });

  test('with bare tags goes to the repository that is named for it, or nowhere', async () => {
    await using registry = await openScratchRegistry();
    const manifest = JSON.stringify(artifactManifest());
    const named = indexFile(entryOf(manifest, { 'org.opencontainers.image.ref.name': 'latest' }));
    const archive = await tarOf([layoutFile, named, blob(manifest), blob('{}')]);
    expect((await importLayoutArchive(registry.store, Readable.from([archive]))).repositories).toEqual([]);
    const options = { repository: 'acme/app' };
    await importLayoutArchive(registry.store, Readable.from([archive]), options);
    expect((await registry.ask('GET', 'acme/app/manifests/latest')).status).toBe(200);
  });
});

describe('an archive is refused as a whole', () => {
  test('when its index names more manifests than anybody reads, which is said', async () => {
    await using registry = await openScratchRegistry();
    const names = Array.from({ length: 50_001 }, (_, nth) =>
      entryOf(JSON.stringify({ mediaType: mediaTypes.ociManifest, nth })),
    );
    const archive = await tarOf([layoutFile, indexFile(...names)]);
    await expect(importLayoutArchive(registry.store, Readable.from([archive]))).rejects.toMatchObject({
      code: 'layout-invalid',
      message: expect.stringContaining('names 50001 manifests; at most 50000'),
    });
  });

  test.each<[string, File[]]>([
    ['a path that leaves the folder', [{ name: '../evil', content: 'x' }]],
    ['an absolute path', [{ name: '/etc/evil', content: 'x' }]],
    ['a path below a digest', [{ name: `blobs/sha256/../../evil`, content: 'x' }]],
    ['a file that no layout has', [{ name: 'notes.txt', content: 'x' }]],
    ['a symbolic link', [{ ...blob('x'), type: 'symlink', linkname: '/etc/passwd' }]],
    ['a hard link', [{ ...blob('x'), type: 'link', linkname: 'index.json' }]],
    ['a device', [{ ...blob('x'), type: 'character-device' }]],
    ['a blob twice', [blob('x'), blob('x')]],
    ['a blob with another digest', [{ ...blob('x'), content: 'y' }]],
    ['an algorithm nobody can compute', [{ name: 'blobs/blake3/abc', content: 'x' }]],
    ['no index.json', []],
  ])('for %s', async (name, files) => {
    await using registry = await openScratchRegistry();
    const index = name === 'no index.json' ? [] : [indexFile()];
    const archive = await tarOf([layoutFile, ...index, ...files]);
    await expect(importLayoutArchive(registry.store, Readable.from([archive]))).rejects.toMatchObject({
      name: 'OciError',
      code: 'layout-invalid',
    });
    expect(registry.store.repositories()).toEqual([]);
  });

  test('for bytes that are no tar, and for one that is cut off', async () => {
    await using registry = await openScratchRegistry();
    const whole = await tarOf([layoutFile, indexFile(), blob('x'.repeat(5_000))]);
    for (const archive of [Buffer.from('x'.repeat(4_096)), whole.subarray(0, 4_000), Buffer.alloc(0)]) {
      await expect(importLayoutArchive(registry.store, Readable.from([archive]))).rejects.toMatchObject({
        code: 'layout-invalid',
      });
    }
  });
});

async function fill(registry: ScratchRegistry): Promise<void> {
  await registry.pushBlob('acme/app', '{}');
  const digest = await registry.pushManifest('acme/app', artifactManifest(), '1.0');
  await registry.pushManifest('acme/app', artifactManifest(), '1');
  const subject = {
    mediaType: mediaTypes.ociManifest,
    digest,
    size: JSON.stringify(artifactManifest()).length,
  };
  await registry.pushManifest('acme/app', artifactManifest({ subject }));
  await registry.pushManifest('acme/app', artifactManifest({ subject: missing }));
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [subject, missing] };
  await registry.pushManifest('acme/app', index);
  await registry.pushBlob('acme/twin', '{}');
  await registry.pushManifest('acme/twin', artifactManifest(), '1.0');
  await registry.pushManifest('acme/twin', artifactManifest({ subject: missing }));
}

function contentOf(layout: Awaited<ReturnType<ScratchRegistry['store']['find']>>) {
  const { manifests, tags } = layout?.index() ?? expect.fail('there is no repository');
  return { manifests: new Map(manifests), tags: new Map(tags) };
}

function entryOf(content: string, annotations = {}) {
  const { mediaType } = JSON.parse(content);
  return { mediaType, digest: digestOf(content), size: content.length, annotations };
}

function indexFile(...manifests: object[]): File {
  return { name: 'index.json', content: JSON.stringify({ schemaVersion: 2, manifests }) };
}

async function tarOf(files: readonly File[]): Promise<Buffer> {
  const archive = pack();
  for (const { content = '', ...header } of files) {
    if (header.type === undefined || header.type === 'file') archive.entry(header, content);
    else archive.entry(header);
  }
  archive.finalize();
  return bytesOf(archive);
}

async function bytesOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}
