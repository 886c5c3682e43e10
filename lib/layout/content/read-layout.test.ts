import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { artifactManifest, digestOf } from '#e2e/faults/scratch-registry';
import { referrersOf } from '#lib/layout/content/index-lists';
import type { LayoutIndex } from '#lib/layout/content/layout-index';
import { blobPath } from '#lib/layout/content/locate-blob';
import { readLayoutIndex } from '#lib/layout/content/read-layout';
import { mediaTypes } from '#lib/oci/media-type';

const refName = 'org.opencontainers.image.ref.name';
const image = JSON.stringify(artifactManifest());
const subject = entryOf(image);
const referrer = JSON.stringify(artifactManifest({ subject }));

test('a layout of oras lists every manifest, tagged or not', async () => {
  const index = await readWritten([named(image, '1.0'), entryOf(referrer)], [image, referrer]);
  expect([...index.tags]).toEqual([['1.0', subject.digest]]);
  expect(referrersOf(index, subject.digest)).toHaveLength(1);
});

test('a layout of regctl keeps its referrers under the fallback tag', async () => {
  const list = indexOf(entryOf(referrer));
  const fallback = subject.digest.replace(':', '-');
  const index = await readWritten([named(image, '1.0'), named(list, fallback)], [image, list, referrer]);
  expect(referrersOf(index, subject.digest).map(({ descriptor }) => descriptor.digest)).toEqual([
    digestOf(referrer),
  ]);
});

test('a layout of skopeo lists the index alone, and its children are found', async () => {
  const list = indexOf(subject);
  const index = await readWritten([named(list, 'latest')], [image, list]);
  expect([...index.manifests.keys()]).toEqual([digestOf(list), subject.digest]);
});

test('a full reference as a name is read for its tag', async () => {
  const index = await readWritten([named(image, 'registry.example:5000/acme/app:2.0')], [image]);
  expect([...index.tags.keys()]).toEqual(['2.0']);
});

test('what is missing, broken or no manifest is left out, and the rest is read', async () => {
  const broken = { mediaType: mediaTypes.ociManifest, size: 3 };
  const index = await readWritten(
    [named(image, '1.0'), named(referrer, 'missing'), { ...broken, digest: digestOf('{}}') }, { digest: 7 }],
    [image, '{}}'],
  );
  expect([...index.manifests.keys()]).toEqual([subject.digest]);
  expect([...index.tags.keys()]).toEqual(['1.0']);
});

test('a manifest whose bytes have another digest is left out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-layout-'));
  try {
    await write(folder, [named(image, '1.0')], []);
    await mkdir(dirname(blobPath(folder, subject.digest)), { recursive: true });
    await writeFile(blobPath(folder, subject.digest), `${image} `);
    expect((await readLayoutIndex(folder)).manifests.size).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('an index.json without a list is no layout', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-layout-'));
  try {
    await writeFile(join(folder, 'index.json'), '{}');
    await expect(readLayoutIndex(folder)).rejects.toMatchObject({ code: 'layout-invalid' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function readWritten(entries: readonly object[], contents: readonly string[]): Promise<LayoutIndex> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-layout-'));
  try {
    await write(folder, entries, contents);
    return await readLayoutIndex(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function write(
  folder: string,
  manifests: readonly object[],
  contents: readonly string[],
): Promise<void> {
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  for (const content of contents) {
    const path = blobPath(folder, digestOf(content));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

function entryOf(content: string) {
  return {
    mediaType: String(JSON.parse(content).mediaType),
    digest: digestOf(content),
    size: content.length,
  };
}

function named(content: string, name: string) {
  return { ...entryOf(content), annotations: { [refName]: name } };
}

function indexOf(...manifests: object[]): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests });
}
