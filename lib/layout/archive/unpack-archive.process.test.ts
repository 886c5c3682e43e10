import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { RawEntry } from '#e2e/fakes/raw-tar';
import { rawEntry, rawTar } from '#e2e/fakes/raw-tar';
import { artifactManifest, digestOf } from '#e2e/faults/scratch-registry';
import { importLayoutArchive } from '#lib/layout/archive/archive-import';
import type { UnpackOptions } from '#lib/layout/archive/unpack-archive';
import { layoutLimits } from '#lib/layout/limits';
import { openLayoutStore } from '#lib/layout/store/layout-store';
import { mediaTypes } from '#lib/oci/media-type';

const blobOf = (content: string): RawEntry => ({
  name: `blobs/${digestOf(content).replace(':', '/')}`,
  content,
});
const marker: RawEntry = { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' };
const emptyIndex: RawEntry = { name: 'index.json', content: '{"schemaVersion":2,"manifests":[]}' };
const giB = 1024 ** 3;

type Bytes = Buffer | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A store in a folder that has neighbours; tells what an import left behind. */
async function openScene() {
  const outer = await mkdtemp(join(tmpdir(), 'orrery-hostile-'));
  const folder = join(outer, 'deep', 'store');
  await mkdir(folder, { recursive: true });
  const store = await openLayoutStore(folder);
  const listAll = async () => (await readdir(outer, { recursive: true })).sort();
  return {
    store,
    listAll,
    load: (bytes: Bytes, options: UnpackOptions = {}) =>
      importLayoutArchive(store, streamOf(bytes), { repository: 'archive', ...options }),
    [Symbol.asyncDispose]: () => rm(outer, { recursive: true, force: true }),
  };
}

async function* streamOf(bytes: Bytes): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) yield bytes;
  else yield* bytes;
}

function* entriesWithoutEnd(count: number, onMade: () => void): Generator<Uint8Array> {
  for (let made = 0; made < count; made++) {
    onMade();
    yield rawEntry({ name: `blobs/a${made}`, type: '5' });
  }
}

describe('nothing is written outside, and nothing stays inside, for an archive with', () => {
  test.each<[string, RawEntry[]]>([
    ['a path that leaves the folder', [{ name: '../evil', content: 'x' }]],
    ['a path that leaves it further in', [{ name: 'blobs/sha256/../../../../evil', content: 'x' }]],
    ['an absolute path', [{ name: '/tmp/orrery-evil', content: 'x' }]],
    ['a drive letter', [{ name: 'C:\\evil', content: 'x' }]],
    ['a symbolic link', [{ name: 'blobs', type: '2', linkname: '/etc' }, blobOf('x')]],
    ['a symbolic link for a blob', [{ ...blobOf('x'), content: '', type: '2', linkname: '/etc/passwd' }]],
    ['a hard link', [{ ...blobOf('x'), content: '', type: '1', linkname: 'index.json' }]],
    ['a device', [{ ...blobOf('x'), content: '', type: '3' }]],
    ['a pipe', [{ ...blobOf('x'), content: '', type: '6' }]],
    ['an index.json twice', [emptyIndex]],
    ['a blob twice', [blobOf('x'), blobOf('x')]],
    ['a blob of another digest', [{ ...blobOf('x'), content: 'y' }]],
    ['a blob that is shorter than it says', [{ ...blobOf('x'), size: 5 * giB }]],
    ['more bytes than an archive may have', [{ ...blobOf('x'), size: 8 * giB - 1 }, blobOf('y')]],
  ])('%s', async (_, files) => {
    await using scene = await openScene();
    const before = await scene.listAll();
    const archive = rawTar([marker, emptyIndex, ...files]);
    await expect(scene.load(archive, { maxBytes: 6 * giB })).rejects.toMatchObject({
      code: 'layout-invalid',
    });
    expect(await scene.listAll()).toEqual(before);
  });

  test('an index.json that is too large', async () => {
    await using scene = await openScene();
    const before = await scene.listAll();
    const size = layoutLimits.indexMaxBytes + 1;
    const archive = rawTar([marker, { name: 'index.json', size }]);
    await expect(scene.load(archive)).rejects.toMatchObject({ message: 'index.json is too large.' });
    expect(await scene.listAll()).toEqual(before);
  });

  test.each<[string, (archive: Buffer) => Buffer]>([
    ['its end cut off', (archive) => archive.subarray(0, 1_200)],
    ['garbage behind its end', (archive) => Buffer.concat([archive, Buffer.alloc(700, 'garbage')])],
    ['its compressed end cut off', (archive) => gzipSync(archive).subarray(0, -20)],
    ['a compressed bomb behind its end', (archive) => gzipSync(Buffer.concat([archive, Buffer.alloc(2e7)]))],
  ])('%s', async (_, damage) => {
    await using scene = await openScene();
    const before = await scene.listAll();
    const archive = damage(rawTar([marker, emptyIndex, blobOf('x'.repeat(3_000))]));
    await expect(scene.load(archive, { maxBytes: 1e7 })).rejects.toMatchObject({ code: 'layout-invalid' });
    expect(await scene.listAll()).toEqual(before);
  });

  test('a blob that expands without end', async () => {
    await using scene = await openScene();
    const before = await scene.listAll();
    const bomb = gzipSync(Buffer.concat([rawEntry(marker), rawEntry(blobOf('x')), Buffer.alloc(5e7)]));
    expect(bomb.byteLength).toBeLessThan(1e5);
    await expect(scene.load(bomb, { maxBytes: 1e6 })).rejects.toMatchObject({
      message: 'The archive is too large.',
    });
    expect(await scene.listAll()).toEqual(before);
  });

  test('a million entries, of which hardly more are read than are allowed', async () => {
    await using scene = await openScene();
    let made = 0;
    const archive = entriesWithoutEnd(1_000_000, () => made++);
    await expect(scene.load(archive)).rejects.toMatchObject({ message: 'The archive is too large.' });
    expect(made).toBeLessThan(layoutLimits.archiveEntriesMax + 1_000);
  }, 60_000);
});

test('a disk that is full says so itself, and nothing half-imported remains', async () => {
  await using scene = await openScene();
  const before = await scene.listAll();
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
  const openFull: UnpackOptions['open'] = async (path, flags) => {
    const handle = await open(path, flags);
    if (!path.includes('blobs')) return handle;
    return Object.assign(handle, { writeFile: () => Promise.reject(full) });
  };
  const archive = rawTar([marker, emptyIndex, blobOf('x')]);
  await expect(scene.load(archive, { open: openFull })).rejects.toBe(full);
  expect(await scene.listAll()).toEqual(before);
  expect(scene.store.repositories()).toEqual([]);
});

test.each([
  ['docker save', 'manifest.json'],
  ['docker save, long ago', `${'a'.repeat(64)}/layer.tar`],
  ['skopeo docker-archive', `${'a'.repeat(64)}.tar`],
  ['crane', `sha256:${'a'.repeat(64)}`],
])('an archive of %s is told apart, with a way out', async (_, name) => {
  await using scene = await openScene();
  await expect(scene.load(rawTar([{ name, content: '[]' }]))).rejects.toMatchObject({
    message: 'The archive is not an OCI image layout.',
    hint: expect.stringContaining('docker save'),
  });
});

test('names that are no tags are left out, and what nothing lists is found by its subject', async () => {
  await using scene = await openScene();
  const image = JSON.stringify(artifactManifest());
  const subject = { mediaType: mediaTypes.ociManifest, digest: digestOf(image), size: image.length };
  const orphan = JSON.stringify(artifactManifest({ subject }));
  const named = (name: string) => ({
    ...subject,
    annotations: { 'org.opencontainers.image.ref.name': name },
  });
  const index = { schemaVersion: 2, manifests: ['1.0', 'not a tag', '../x'].map(named) };
  const archive = rawTar([
    marker,
    { name: 'index.json', content: JSON.stringify(index) },
    ...[image, orphan, '{}'].map(blobOf),
  ]);
  for (const bytes of [archive, gzipSync(archive)]) {
    await scene.load(bytes);
    const layout = await scene.store.find('archive');
    expect([...(layout?.index().tags.keys() ?? [])]).toEqual(['1.0']);
    expect([...(layout?.index().manifests.keys() ?? [])]).toEqual([digestOf(image), digestOf(orphan)]);
  }
});
