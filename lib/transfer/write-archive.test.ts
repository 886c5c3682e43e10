import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeSurvey } from '#e2e/fakes/make-survey';
import { testLimits } from '#e2e/fakes/test-client';
import type { FaultRule } from '#e2e/faults/fault-registry';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { artifactManifest, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { partsOf } from '#lib/graph/successors';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { createRegistryClient } from '#lib/registry/client/create-registry-client';
import type { RegistryClient } from '#lib/registry/registry-client';
import { predictArchiveSize } from '#lib/transfer/planning/select-content';
import type { SurveyedManifest } from '#lib/transfer/survey/survey';
import type { ContentDescriptor } from './plan.ts';
import type { ArchiveSource } from './write-archive.ts';
import { writeArchive, writeGrowingArchive } from './write-archive.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** An image with a layer larger than what is read ahead, an SBOM attached to it, and what an archive of both names. */
async function makeGraph(rules: readonly FaultRule[] = []) {
  const registry = await openScratchRegistry();
  const layer = new Uint8Array(3 * 1024 * 1024).fill(7);
  const layerDigest = await registry.pushBlob('acme/app', layer);
  const configDigest = await registry.pushBlob('acme/app', '{"architecture":"amd64"}');
  const image = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: mediaTypes.ociConfig, digest: configDigest, size: 24 },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar',
        digest: layerDigest,
        size: layer.byteLength,
      },
    ],
  };
  const imageDigest = await registry.pushManifest('acme/app', image, '1.0');
  await registry.pushBlob('acme/app', '{}');
  const subject = { mediaType: mediaTypes.ociManifest, digest: imageDigest, size: sizeOf(image) };
  const sbom = artifactManifest({ subject });
  const sbomDigest = await registry.pushManifest('acme/app', sbom);
  const handle = createFaultRegistry(registry.handle, rules);
  const client = createRegistryClient({
    registry: 'registry.example',
    plainHttp: true,
    fetch: (url, { method, headers = {} }) => handle(new Request(url, { method, headers })),
    credentials: async () => undefined,
    limits: testLimits,
    delay: async () => {},
  });
  const content = {
    manifests: [
      { mediaType: mediaTypes.ociManifest, digest: sbomDigest, size: sizeOf(sbom) },
      { mediaType: mediaTypes.ociManifest, digest: imageDigest, size: sizeOf(image) },
    ],
    tags: [{ tag: '1.0', digest: imageDigest }],
    withLayers: true,
  };
  const source = { client, repository: 'acme/app', signal: new AbortController().signal };
  return { registry, source, content, layerDigest, configDigest, imageDigest, sbomDigest };
}

test('every manifest and blob is in the archive once, named ones by their tag', async () => {
  const graph = await makeGraph();
  const bytes = await readAll(writeArchive(graph.source, graph.content));
  const { names, index } = await unpack(bytes);
  expect(names.slice(0, 2)).toEqual(['oci-layout', 'index.json']);
  expect(names.slice(2, 4).sort()).toEqual([graph.imageDigest, graph.sbomDigest].map(toName).sort());
  expect(names.slice(4)).toContain(toName(graph.layerDigest));
  expect(names.slice(4)).toContain(toName(graph.configDigest));
  expect(names).toHaveLength(new Set(names).size);
  expect(index.manifests).toEqual([
    {
      mediaType: mediaTypes.ociManifest,
      digest: graph.imageDigest,
      size: expect.any(Number),
      annotations: { 'org.opencontainers.image.ref.name': '1.0' },
    },
    { mediaType: mediaTypes.ociManifest, digest: graph.sbomDigest, size: expect.any(Number) },
  ]);
});

test.each([true, false])('its size is known before it is made, with layers: %s', async (withLayers) => {
  const graph = await makeGraph();
  const content = { ...graph.content, withLayers };
  const bytes = await readAll(writeArchive(graph.source, content));
  const manifests = await Promise.all(content.manifests.map((one) => surveyed(graph.source, one)));
  const survey = makeSurvey({}, { manifests: new Map(manifests.map((one) => [one.content.digest, one])) });
  expect(predictArchiveSize(survey, content)).toBe(bytes.byteLength);
});

test('the same content is the same archive', async () => {
  const graph = await makeGraph();
  const first = await readAll(writeArchive(graph.source, graph.content));
  const reordered = { ...graph.content, manifests: graph.content.manifests.toReversed() };
  expect(Buffer.compare(first, await readAll(writeArchive(graph.source, reordered)))).toBe(0);
});

test('without layers an image keeps its config, and an artifact its documents', async () => {
  const graph = await makeGraph();
  const bytes = await readAll(writeArchive(graph.source, { ...graph.content, withLayers: false }));
  const { names } = await unpack(bytes);
  expect(names).not.toContain(toName(graph.layerDigest));
  expect(names).toContain(toName(graph.configDigest));
  expect(names).toHaveLength(6);
});

test.each([
  ['a blob that is gone', { path: /blobs/, fault: { kind: 'answer', status: 404 } }],
  ['a byte that differs', { path: /blobs/, fault: { kind: 'flip', at: 2_000_000 } }],
  ['a connection that breaks', { path: /blobs/, fault: { kind: 'cut', afterBytes: 100_000 } }],
  ['a manifest that is refused', { path: /manifests/, fault: { kind: 'answer', status: 403 } }],
] as const)('%s ends the archive in an error', async (_, rule) => {
  const graph = await makeGraph([rule]);
  await expect(readAll(writeArchive(graph.source, graph.content))).rejects.toThrow();
});

test('who stops reading stops the registry', async () => {
  let left: AbortSignal | undefined;
  const graph = await makeGraph();
  const client = {
    ...graph.source.client,
    getBlob: (...[repository, digest, options]: Parameters<typeof graph.source.client.getBlob>) => {
      left = options?.signal;
      return graph.source.client.getBlob(repository, digest, options);
    },
  };
  const reader = writeArchive({ ...graph.source, client }, graph.content).getReader();
  while (left === undefined) await reader.read();
  await reader.cancel();
  expect(left.aborted).toBe(true);
});

test.for([true, false])(
  'a chunk takes the place of another only where the reader says: %s',
  async (allowsReuse) => {
    const graph = await makeGraph();
    const asked = new Map<Digest, boolean>();
    const client: RegistryClient = {
      ...graph.source.client,
      getBlob: (repository, digest, options = {}) => {
        asked.set(digest, options.allowsReuse === true);
        return graph.source.client.getBlob(repository, digest, options);
      },
    };
    await readAll(writeArchive({ ...graph.source, client, allowsReuse }, graph.content));
    expect(asked.get(graph.layerDigest)).toBe(allowsReuse);
    // It waits in memory, beside others.
    expect(asked.get(graph.configDigest)).toBe(false);
  },
);

async function* inTurn<T>(...values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

test('a growing archive holds the files of a known one, and its index last', async () => {
  const graph = await makeGraph();
  const { imageDigest, sbomDigest, source, content } = graph;
  const known = await unpack(await readAll(writeArchive(source, content)));
  const found = inTurn(imageDigest, sbomDigest);
  const whole = Promise.resolve(content);
  const growing = { found, root: imageDigest, withLayers: true, whole };
  const { names, index } = await unpack(await readAll(writeGrowingArchive(source, growing)));
  expect(names.at(0)).toBe('oci-layout');
  expect(names.at(-1)).toBe('index.json');
  expect(names.toSorted()).toEqual(known.names.toSorted());
  expect(index).toEqual(known.index);
});

test('without layers a growing archive leaves out the same blobs', async () => {
  const { imageDigest, sbomDigest, source, content } = await makeGraph();
  const thin = { ...content, withLayers: false };
  const known = await unpack(await readAll(writeArchive(source, thin)));
  const growing = {
    ...{ found: inTurn(imageDigest, sbomDigest), root: imageDigest, withLayers: false },
    whole: Promise.resolve(thin),
  };
  const { names } = await unpack(await readAll(writeGrowingArchive(source, growing)));
  expect(names.toSorted()).toEqual(known.names.toSorted());
});

test('a growing archive waits for the whole before it takes what nothing in it names', async () => {
  const { imageDigest, sbomDigest, source, content } = await makeGraph();
  const alone = { ...content, manifests: content.manifests.slice(0, 1), tags: [] };
  // The image is found too, and is no part of the artifact that refers to it.
  const growing = {
    ...{ found: inTurn(imageDigest, sbomDigest), root: sbomDigest, withLayers: true },
    whole: Promise.resolve(alone),
  };
  const { names } = await unpack(await readAll(writeGrowingArchive(source, growing)));
  expect(names).not.toContain(toName(imageDigest));
  expect(names).toContain(toName(sbomDigest));
});

test('a growing archive is sent before all is known, and is cut where it must not be whole', async () => {
  const { imageDigest, sbomDigest, source } = await makeGraph();
  const whole = Promise.withResolvers<never>();
  const growing = {
    ...{ found: inTurn(imageDigest, sbomDigest), root: imageDigest, withLayers: true },
    whole: whole.promise,
  };
  const read: Uint8Array[] = [];
  const reader = writeGrowingArchive(source, growing).getReader();
  while (!Buffer.concat(read).includes(toName(sbomDigest)))
    read.push((await reader.read()).value ?? new Uint8Array());
  expect(Buffer.concat(read).includes(toName(imageDigest))).toBe(true);
  whole.reject(new Error('One list was not given.'));
  const rest = async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) read.push(next.value);
  };
  await expect(rest()).rejects.toThrow('One list was not given.');
  expect(Buffer.concat(read).includes('index.json')).toBe(false);
});

async function surveyed(
  { client, repository }: ArchiveSource,
  content: ContentDescriptor,
): Promise<SurveyedManifest> {
  const { manifest } = await client.getManifest(repository, content.digest);
  const { manifests, blobs } = partsOf(manifest);
  return { content, kind: 'artifact', title: '', children: manifests, blobs, absent: [], others: [] };
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer());
}

async function unpack(bytes: Buffer) {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-archive-'));
  folders.push(folder);
  const path = join(folder, 'archive.tar');
  await writeFile(path, bytes);
  const names = execFileSync('tar', ['-tf', path], { encoding: 'utf8' }).trim().split('\n');
  const index: { manifests: unknown[] } = JSON.parse(
    execFileSync('tar', ['-xOf', path, 'index.json'], { encoding: 'utf8' }),
  );
  return { names, index };
}

function toName(digest: Digest): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function sizeOf(document: unknown): number {
  return Buffer.byteLength(JSON.stringify(document));
}
