import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import type { RawEntry } from '#e2e/fakes/raw-tar';
import { rawTar } from '#e2e/fakes/raw-tar';
import { filesSchema } from '#lib/api/contract/files-contract';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerFiles } from '#lib/server/routes/files';

const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  repository = `team/platform-${count}`;
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

const layers: readonly (readonly RawEntry[])[] = [
  [{ name: 'etc/motd', content: 'One.' }, { name: 'etc/old' }, { name: 'var/cache/a', content: 'x' }],
  [{ name: 'etc/motd', content: 'Second.' }, { name: 'etc/.wh.old' }],
  [{ name: 'var/.wh..wh..opq' }, { name: 'var/new', content: 'n' }],
];

test('the file system of an image, with what later layers removed and replaced', async () => {
  const blobs = await pushLayers(layers);
  const ref = await pushImage(blobs);
  const live = await list(ref);
  expect(live.of).toBe('platform');
  expect(live.entries.map(({ path }) => path)).toEqual(['etc/motd', 'var/new']);
  expect([live.total, live.all, live.isComplete]).toEqual([2, 2, true]);
  const [one, two, three] = blobs.map(({ digest }) => digest);
  expect(live.entries[0]).toMatchObject({ size: 7, layer: two, replaces: one });
  expect(live.archives.map(({ digest, entries }) => [digest, entries])).toEqual([
    [one, 3],
    [two, 2],
    [three, 2],
  ]);
  const all = await list(ref, '&removed=1');
  expect(all.entries.map(({ path, removedBy }) => [path, removedBy])).toEqual([
    ['etc/motd', undefined],
    ['etc/old', two],
    ['var/cache/a', three],
    ['var/new', undefined],
  ]);
});

test('a file of the image comes from the layer that has it last', async () => {
  const ref = await pushImage(await pushLayers(layers));
  const response = await callRoute(answerFiles, `/api/files?ref=${ref}&path=etc/motd`);
  expect(await response.text()).toBe('Second.');
  const removed = await getProblem(answerFiles, `/api/files?ref=${ref}&path=etc/old`);
  expect(removed.code).toBe('not-found');
});

test('a layer that cannot be read is told, and the others stay', async () => {
  const [good] = await pushLayers([[{ name: 'a' }]]);
  const bad = await pushBlob(registry, repository, 'no archive', layerType);
  const encrypted = await pushBlob(registry, repository, 'secret', `${layerType}+encrypted`);
  const ref = await pushImage([good, bad, encrypted].flatMap((blob) => blob ?? []));
  const response = await callRoute(answerFiles, `/api/files?ref=${ref}`);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  const answer = filesSchema.parse(await response.json());
  expect(answer.entries.map(({ path }) => path)).toEqual(['a']);
  expect(answer.isComplete).toBe(false);
  expect(answer.problems).toEqual([
    expect.stringContaining('Layer 2: It is not a tar archive.'),
    expect.stringContaining('Layer 3: This layer is encrypted'),
  ]);
});

test('the files of a chart, and what stands beside it', async () => {
  const chart = gzipSync(
    rawTar([{ name: 'web/Chart.yaml', content: 'name: web\n' }, { name: 'web/values.yaml' }]),
  );
  const content = await pushBlob(
    registry,
    repository,
    chart,
    'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
  );
  const proof = await pushBlob(
    registry,
    repository,
    'signed',
    'application/vnd.cncf.helm.chart.provenance.v1.prov',
  );
  const title = { 'org.opencontainers.image.title': 'web-1.0.tgz.prov' };
  const ref = await pushImage(
    [content, { ...proof, annotations: title }],
    'application/vnd.cncf.helm.config.v1+json',
  );
  const files = await list(ref);
  expect(files.entries.map(({ path, size }) => [path, size])).toEqual([
    ['web/Chart.yaml', 10],
    ['web/values.yaml', 0],
    ['web-1.0.tgz.prov', 6],
  ]);
  const response = await callRoute(answerFiles, `/api/files?ref=${ref}&path=web-1.0.tgz.prov`);
  expect(await response.text()).toBe('signed');
});

test('an index is no platform', async () => {
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] };
  const { digest } = await pushManifest(registry, repository, index);
  const problem = await getProblem(answerFiles, `/api/files?ref=${refOf(digest)}`);
  expect(problem.detail).toContain('name the manifest of one of its platforms');
});

function pushLayers(contents: readonly (readonly RawEntry[])[]): Promise<readonly Descriptor[]> {
  return Promise.all(
    contents.map((entries) => pushBlob(registry, repository, gzipSync(rawTar(entries)), layerType)),
  );
}

async function pushImage(
  blobs: readonly Descriptor[],
  configType: string = mediaTypes.ociConfig,
): Promise<string> {
  const config = await pushBlob(registry, repository, '{}', configType);
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: blobs };
  const { digest } = await pushManifest(registry, repository, manifest);
  return refOf(digest);
}

function refOf(digest: string): string {
  return encodeURIComponent(`${embeddedHost}/${repository}@${digest}`);
}

async function list(ref: string, query = '') {
  const response = await callRoute(answerFiles, `/api/files?ref=${ref}${query}`);
  if (!response.ok) throw new Error(await response.text());
  return filesSchema.parse(await response.json());
}
