import { prefetchFrom, prefetchMap } from '#lib/async/map-concurrent';
import { mayLieElsewhere, partsOf, successorsOf } from '#lib/graph/successors';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { blobName, ociLayoutFile } from '#lib/oci/image-layout';
import type { Manifest } from '#lib/oci/manifest';
import { OciError } from '#lib/oci/oci-error';
import type { FetchedManifest, RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { embeddedText } from '#lib/repository/embedded-content';
import { archivedBlobs, byDigest, formatArchiveIndex } from '#lib/transfer/archive-layout';
import { transferLimits } from '#lib/transfer/limits';
import type { ArchiveContent } from '#lib/transfer/plan';
import { readSmallBlob } from '#lib/transfer/read-small-blob';
import { StepError } from '#lib/transfer/step-error';
import type { TarFile } from './tar-stream.ts';
import { createTarStream, toTarFile } from './tar-stream.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where the content is read from. */
export type ArchiveSource = {
  readonly client: RegistryClient;
  readonly repository: string;
  readonly signal: AbortSignal;
  /** Who reads the archive has used each chunk up before it asks for the next, which may take its place. */
  readonly allowsReuse?: boolean;
};

/** Content that is still being looked for: what is found comes at once, the whole of it at the end. */
export type GrowingContent = {
  /** The manifests of the graph as they become known, each after what names it; some may not belong, or not be there. */
  readonly found: AsyncIterable<Digest>;
  readonly root: Digest;
  readonly withLayers: boolean;
  /** Rejects with the reason why the archive must not be whole. */
  readonly whole: Promise<ArchiveContent>;
};

/** A file of the archive, with its bytes where they were read ahead. */
type Piece = { readonly blob: Pick<Descriptor, 'digest' | 'size'>; readonly bytes: Bytes | undefined };

/** An archive that is being written, and what is in it. */
type Writing = {
  readonly source: ArchiveSource;
  readonly written: Set<Digest>;
  /** Manifests of which nothing is left to write. */
  readonly settled: Set<Digest>;
};

const { archiveReadAhead, smallBlobMaxBytes } = transferLimits;

/**
 * A graph as an OCI image layout in a tar archive; the same content gives the same bytes:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 * As in the archives of oras, index.json has an entry for every manifest, and for a tagged one an entry for each tag.
 * `oci-layout`, `index.json`, manifests and blobs follow in this order, so a reader need not go back. The stream errors
 * when anything cannot be read or has another digest: with StepError `archive-incomplete` when an index names a manifest
 * that the archive does not hold.
 */
export function writeArchive(source: ArchiveSource, content: ArchiveContent): ReadableStream<Uint8Array> {
  return createTarStream(source.signal, async function* (signal) {
    yield toTarFile('oci-layout', ociLayoutFile);
    yield toTarFile('index.json', formatArchiveIndex(content));
    yield* contentFiles(begin({ ...source, signal }), content);
  });
}

/**
 * The same files while the graph is still being read: each manifest follows as it is found, with its blobs, and
 * `index.json` comes last. An archive that was cut has none, so no reader takes it for a layout. The stream errors as
 * that of {@link writeArchive}, and with the reason for which the content is not whole.
 */
export function writeGrowingArchive(
  source: ArchiveSource,
  content: GrowingContent,
): ReadableStream<Uint8Array> {
  const { whole } = content;
  // It may reject before the archive comes to it.
  whole.catch(() => undefined);
  return createTarStream(source.signal, async function* (signal) {
    const writing = begin({ ...source, signal });
    yield toTarFile('oci-layout', ociLayoutFile);
    for await (const piece of prefetchFrom(sureFiles(writing, content), archiveReadAhead, (file) =>
      readAhead(writing.source, file),
    ))
      yield await fileOf(writing, piece);
    const known = await whole;
    yield* contentFiles(writing, known);
    yield toTarFile('index.json', formatArchiveIndex(known));
  });
}

function begin(source: ArchiveSource): Writing {
  return { source, written: new Set(), settled: new Set() };
}

/** What is not in the archive yet: manifests, then blobs, each in the order of their digests. */
async function* contentFiles(writing: Writing, content: ArchiveContent): AsyncGenerator<TarFile> {
  const { source, written, settled } = writing;
  const known = new Set([...content.manifests.map(({ digest }) => digest), ...(content.absent ?? [])]);
  const manifests = content.manifests.filter(({ digest }) => !settled.has(digest)).toSorted(byDigest);
  const blobs = new Map<Digest, Descriptor>();
  const read = ({ digest }: { readonly digest: Digest }) => readManifest(source, digest);
  for await (const { digest, bytes, manifest } of prefetchMap(manifests, archiveReadAhead, read)) {
    if (!written.has(digest)) yield toTarFile(blobName(digest), bytes);
    for (const blob of blobsIn(manifest, content, known)) blobs.set(blob.digest, blob);
  }
  const left = [...blobs.values()].filter(({ digest }) => !written.has(digest)).sort(byDigest);
  for await (const piece of prefetchMap(left, archiveReadAhead, (blob) => readSmall(source, blob)))
    yield await fileOf(writing, piece);
}

/** A manifest that was read, or a blob of one. */
type SureFile = FetchedManifest | Descriptor;

/**
 * The files that belong into the archive whatever else is found: the root, what is in it, and what says itself that it
 * refers to one of these; with the blobs of which nobody doubts that they are blobs, and are here.
 */
async function* sureFiles(
  { source, written, settled }: Writing,
  { found, root, withLayers }: GrowingContent,
): AsyncGenerator<SureFile> {
  const named = new Set([root]);
  const taken = new Set<Digest>();
  const read = (digest: Digest) => readIfPossible(source, digest);
  for await (const fetched of prefetchFrom(found, archiveReadAhead, read)) {
    if (fetched === undefined) continue;
    const { digest, manifest } = fetched;
    const refersToTaken = manifest.subject !== undefined && taken.has(manifest.subject.digest);
    if (taken.has(digest) || !(named.has(digest) || refersToTaken)) continue;
    taken.add(digest);
    for (const child of partsOf(manifest).manifests) named.add(child.digest);
    const { sure, isAll } = sureBlobs(manifest, withLayers);
    if (isAll) settled.add(digest);
    for (const file of [fetched, ...sure]) {
      if (written.has(file.digest)) continue;
      written.add(file.digest);
      yield file;
    }
  }
}

/** The blobs of a manifest that go into the archive without a doubt, and whether these are all of its content. */
function sureBlobs(manifest: Manifest, withLayers: boolean) {
  if (manifest.shape !== 'manifest') return { sure: [], isAll: false };
  const parts = successorsOf(manifest).flatMap((part) => (part.role === 'subject' ? [] : [part]));
  const blobs = parts.map(({ descriptor }) => descriptor);
  const manifests = new Set(parts.filter(({ isManifest }) => isManifest).map(({ descriptor }) => descriptor));
  const wanted = archivedBlobs(manifest.mediaType, blobs, withLayers);
  const sure = wanted.filter((blob) => !manifests.has(blob) && !isDoubtful(blob));
  return { sure, isAll: sure.length === wanted.length };
}

// Whether it is here is only known when all was looked at.
function isDoubtful(blob: Descriptor): boolean {
  return mayLieElsewhere(blob) || blob.data !== undefined;
}

async function readAhead(source: ArchiveSource, file: SureFile): Promise<Piece> {
  if (!('manifest' in file)) return readSmall(source, file);
  const { digest, bytes } = file;
  return { blob: { digest, size: bytes.byteLength }, bytes };
}

/**
 * The blobs of a manifest that belong into the archive.
 *
 * @throws StepError `archive-incomplete` for an index with a manifest that the archive does not hold
 */
function blobsIn(
  manifest: Manifest,
  { withLayers }: ArchiveContent,
  known: ReadonlySet<Digest>,
): readonly Descriptor[] {
  const parts = successorsOf(manifest).flatMap((part) => (part.role === 'subject' ? [] : [part]));
  for (const { role, descriptor, isManifest } of parts) {
    if (role !== 'entry' || !isManifest || known.has(descriptor.digest)) continue;
    throw new StepError('archive-incomplete', `The manifest ${descriptor.digest} is not in the archive.`);
  }
  const blobs = parts.map(({ descriptor }) => descriptor);
  return archivedBlobs(manifest.mediaType, blobs, withLayers).filter(({ digest }) => !known.has(digest));
}

function readManifest(
  { client, repository, signal }: ArchiveSource,
  digest: Digest,
): Promise<FetchedManifest> {
  return client.getManifest(repository, digest, { signal });
}

// What cannot be read is left to the whole: it knows whether that may be.
async function readIfPossible(source: ArchiveSource, digest: Digest): Promise<FetchedManifest | undefined> {
  try {
    return await readManifest(source, digest);
  } catch (error) {
    if (error instanceof RegistryError || error instanceof OciError) return undefined;
    throw error;
  }
}

async function readSmall(source: ArchiveSource, blob: Descriptor): Promise<Piece> {
  const text = embeddedText(blob);
  if (text !== undefined) return { blob, bytes: new TextEncoder().encode(text) };
  if (blob.size > smallBlobMaxBytes) return { blob, bytes: undefined };
  return { blob, bytes: await readSmallBlob(source, blob) };
}

/** The file of a piece; a large blob comes straight from the registry, and its size must be the one that was named before. */
async function fileOf({ source }: Writing, { blob, bytes }: Piece): Promise<TarFile> {
  const { digest, size } = blob;
  const name = blobName(digest);
  if (bytes !== undefined) return toTarFile(name, bytes);
  const { client, repository, signal, allowsReuse = false } = source;
  const { body } = await client.getBlob(repository, digest, { signal, allowsReuse });
  return { name, size, body };
}
