import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { makeEstargz } from '#e2e/content/indexed-layers';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import type { RawEntry } from '#e2e/fakes/raw-tar';
import { rawTar } from '#e2e/fakes/raw-tar';
import { comparisonSchema } from '#lib/api/contract/compare-contract';
import { formatLimits } from '#lib/formats/limits';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerComparison } from '#lib/server/routes/compare';
import { answerFiles } from '#lib/server/routes/files';

const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
const repository = 'team/compared';
let registry: EmbeddedRegistry;
let fetched: string[] = [];
beforeEach(async () => {
  registry = await openTestRegistry();
  fetched = [];
  const { hosts, handle } = registry;
  const watch = (request: Request) => {
    if (request.method === 'GET' && request.url.includes('/blobs/')) fetched.push(request.url);
    return handle(request);
  };
  testServices({}, { hosts, handle: watch });
});

test('which files differ is told by their content, and each layer is read once', async () => {
  const base = await layer([
    { name: 'etc/motd', content: 'One.' },
    { name: 'usr/tool', content: 'tool' },
  ]);
  const left = await layer([{ name: 'app.js', content: 'let a = 1' }, { name: 'request.js' }]);
  const right = await layer([
    { name: 'app.js', content: 'let a = 2' },
    { name: 'usr/tool', content: 'tool' },
    { name: 'sha.json', content: '{}' },
    { name: 'etc/.wh.motd' },
  ]);
  await image('1', [base, left]);
  await image('2', [base, right]);
  const files = await compareFilesOf('1', '2');
  expect(files).toEqual({
    ...{ state: 'compared', added: 1, removed: 2, changed: 1, same: 1, total: 4 },
    ...{ isComplete: true, notes: [] },
    rows: [
      {
        ...{ path: 'app.js', change: 'changed', aspects: ['content'] },
        left: { size: 9, mode: 0o644, type: 'file' },
        right: { size: 9, mode: 0o644, type: 'file' },
      },
      expect.objectContaining({ path: 'etc/motd', change: 'removed' }),
      expect.objectContaining({ path: 'request.js', change: 'removed' }),
      expect.objectContaining({ path: 'sha.json', change: 'added' }),
    ],
  });
  const layers = [base, left, right].map(({ digest }) => digest);
  const downloads = layers.map((digest) => fetched.filter((url) => url.includes(digest)).length);
  expect(downloads).toEqual([1, 1, 1]);
});

test('without the question no layer is downloaded', async () => {
  const [left, right] = [await layer([{ name: 'a' }]), await layer([{ name: 'b' }])];
  await image('1', [left]);
  await image('2', [right]);
  const { files } = await compare('1', '2', '');
  expect(files).toBeUndefined();
  expect(fetched.filter((url) => url.includes(left.digest) || url.includes(right.digest))).toEqual([]);
});

test('the same content is the same, by whatever a layer says its digests', async () => {
  const content = { large: randomBytes(300_000).toString('hex'), 'etc/motd': 'One.' };
  const { bytes, annotations } = makeEstargz(content);
  const indexed = { ...(await pushBlob(registry, repository, bytes, layerType)), annotations };
  const plain = await layer(Object.entries(content).map(([name, text]) => ({ name, content: text })));
  await image('1', [indexed]);
  await image('2', [plain]);
  expect(await compareFilesOf('1', '2')).toMatchObject({ same: 2, total: 0, isComplete: true, notes: [] });
  await image('3', [await pushBlob(registry, repository, bytes, layerType)]);
  expect(await compareFilesOf('3', '2')).toMatchObject({
    ...{ total: 0, isComplete: true },
    notes: [expect.stringContaining('told by an index in it that its manifest does not name')],
  });
});

test('a list that was read before without digests is read again for them', async () => {
  const one = await image('1', [await layer([{ name: 'a', content: 'x' }])]);
  await image('2', [await layer([{ name: 'a', content: 'y' }])]);
  const ref = encodeURIComponent(`${embeddedHost}/${repository}@${one.digest}`);
  expect((await callRoute(answerFiles, `/api/files?ref=${ref}`)).status).toBe(200);
  expect(await compareFilesOf('1', '2')).toMatchObject({ changed: 1, isComplete: true });
});

test('a layer that cannot be read is told, and nothing is called complete', async () => {
  const bad = await pushBlob(registry, repository, 'no archive', layerType);
  await image('1', [bad]);
  await image('2', [await layer([{ name: 'a' }])]);
  expect(await compareFilesOf('1', '2')).toMatchObject({
    ...{ added: 1, isComplete: false },
    notes: [expect.stringMatching(/^Layer 1 of localhost:4400\/team\/compared:1: It is not a tar archive/)],
  });
});

test('no more sentences than anybody reads are told', async () => {
  const texts = Array.from({ length: formatLimits.problemsMax + 5 }, (_, at) => `no archive ${at}`);
  const bad = await Promise.all(texts.map((text) => pushBlob(registry, repository, text, layerType)));
  await image('1', bad);
  await image('2', [await layer([{ name: 'a' }])]);
  const files = await compareFilesOf('1', '2');
  expect(files?.state === 'compared' && files.notes.at(-1)).toBe('5 more notes are not listed.');
});

test('what has no layers has no files', async () => {
  await image('1', []);
  await pushManifest(registry, repository, emptyIndex, 'index');
  expect(await compareFilesOf('1', '1')).toEqual({
    state: 'missing',
    reason: 'Neither has layers.',
  });
  expect(await compareFilesOf('1', 'index')).toEqual({
    state: 'missing',
    reason: `${embeddedHost}/${repository}:index is not an image, so it has no files.`,
  });
});

const emptyIndex = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] };

function layer(entries: readonly RawEntry[]): Promise<Descriptor> {
  return pushBlob(registry, repository, gzipSync(rawTar(entries)), layerType);
}

async function image(tag: string, layers: readonly Descriptor[]): Promise<Descriptor> {
  const config = await pushBlob(registry, repository, '{}', mediaTypes.ociConfig);
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers };
  return pushManifest(registry, repository, manifest, tag);
}

async function compareFilesOf(left: string, right: string) {
  const { files } = await compare(left, right, '1');
  return files;
}

async function compare(left: string, right: string, files: string) {
  const side = (tag: string) => `${embeddedHost}/${repository}:${tag}`;
  const query = new URLSearchParams({ left: side(left), right: side(right), ...(files && { files }) });
  const response = await callRoute(answerComparison, `/api/compare?${query}`);
  expect(response.status).toBe(200);
  return comparisonSchema.parse(await response.json());
}
