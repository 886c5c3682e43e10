import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';
import { prefetchMap } from '#lib/async/map-concurrent';
import { successorsOf } from '#lib/graph/successors';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { blobName, ociLayoutFile } from '#lib/oci/image-layout';
import type { Manifest } from '#lib/oci/manifest';
import { readBounded } from '#lib/registry/body';
import type { FetchedManifest, RegistryClient } from '#lib/registry/registry-client';
import { embeddedText } from '#lib/repository/embedded-content';
import { archivedBlobs, byDigest, formatArchiveIndex } from '#lib/transfer/archive-layout';
import { transferLimits } from '#lib/transfer/limits';
import type { ArchiveContent, ContentDescriptor } from '#lib/transfer/plan';
import { StepError } from '#lib/transfer/step-error';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where the content is read from. */
export type ArchiveSource = {
  readonly client: RegistryClient;
  readonly repository: string;
  readonly signal: AbortSignal;
};

/** A blob, with its bytes where they were read ahead. */
type Piece = { readonly blob: Descriptor; readonly bytes: Bytes | undefined };

const { archiveReadAhead, archiveSmallMaxBytes } = transferLimits;

/**
 * A graph as an OCI image layout in a tar archive; the same content gives the same bytes:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 * As in the archives of oras, index.json has an entry for every manifest, and for a tagged one an entry for each tag.
 * `oci-layout`, `index.json`, manifests and blobs follow in this order, so a reader need not go back. The stream errors
 * when anything cannot be read or has another digest: with StepError `archive-incomplete` when an index names a manifest
 * that the archive does not hold.
 */
export function writeArchive(source: ArchiveSource, content: ArchiveContent): ReadableStream<Uint8Array> {
  return createTarStream(source.signal, (archive, signal) =>
    writeEntries(archive, { ...source, signal }, content),
  );
}

async function writeEntries(archive: Pack, source: ArchiveSource, content: ArchiveContent): Promise<void> {
  const manifests = content.manifests.toSorted(byDigest);
  await addText(archive, 'oci-layout', ociLayoutFile);
  await addText(archive, 'index.json', formatArchiveIndex(content));
  const included = new Set<Digest>(manifests.map(({ digest }) => digest));
  const known = new Set([...included, ...(content.absent ?? [])]);
  const blobs = new Map<Digest, Descriptor>();
  const read = (manifest: ContentDescriptor) => readManifest(source, manifest);
  for await (const { digest, bytes, manifest } of prefetchMap(manifests, archiveReadAhead, read)) {
    await addBytes(archive, blobName(digest), bytes);
    for (const blob of blobsIn(manifest, content, known)) blobs.set(blob.digest, blob);
  }
  const sorted = [...blobs.values()].sort(byDigest);
  for await (const piece of prefetchMap(sorted, archiveReadAhead, (blob) => readSmall(source, blob))) {
    const { blob, bytes } = piece;
    if (bytes === undefined) await addBlob(archive, source, blob);
    else await addBytes(archive, blobName(blob.digest), bytes);
  }
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

function readManifest(source: ArchiveSource, { digest }: ContentDescriptor): Promise<FetchedManifest> {
  const { client, repository, signal } = source;
  return client.getManifest(repository, digest, { signal });
}

async function readSmall(source: ArchiveSource, blob: Descriptor): Promise<Piece> {
  const text = embeddedText(blob);
  if (text !== undefined) return { blob, bytes: new TextEncoder().encode(text) };
  if (blob.size > archiveSmallMaxBytes) return { blob, bytes: undefined };
  const { client, repository, signal } = source;
  const { body } = await client.getBlob(repository, blob.digest, { signal });
  const { bytes, truncated } = await readBounded(new Response(body), archiveSmallMaxBytes, signal);
  // A blob that is larger than its descriptor says is streamed instead, and fails at the size in its header.
  return { blob, bytes: truncated ? undefined : bytes };
}

/** Streams a large blob from the registry; the header before it names its size, which must be right. */
async function addBlob(archive: Pack, source: ArchiveSource, { digest, size }: Descriptor): Promise<void> {
  const { client, repository, signal } = source;
  const { body } = await client.getBlob(repository, digest, { signal });
  await addTarFile(archive, { name: blobName(digest), size }, body);
}

async function addBytes(archive: Pack, name: string, bytes: Uint8Array): Promise<void> {
  await addTarFile(archive, { name, size: bytes.byteLength }, [bytes]);
}

async function addText(archive: Pack, name: string, text: string): Promise<void> {
  await addBytes(archive, name, new TextEncoder().encode(text));
}

/**
 * A tar archive as a stream: `write` adds the entries while the stream is read. The stream errors, and never ends
 * cleanly, when `write` rejects; a reader that stops aborts the signal of `write`.
 */
function createTarStream(
  outer: AbortSignal,
  write: (archive: Pack, signal: AbortSignal) => Promise<void>,
): ReadableStream<Uint8Array> {
  const archive = pack();
  const abandoned = new AbortController();
  const signal = AbortSignal.any([outer, abandoned.signal]);
  write(archive, signal).then(
    () => archive.finalize(),
    (error: unknown) =>
      archive.destroy(error instanceof Error ? error : new Error('The archive broke off.', { cause: error })),
  );
  const chunks = archive[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else if (value instanceof Uint8Array) controller.enqueue(value);
      },
      cancel: (reason) => {
        abandoned.abort(reason);
        archive.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Adds a file of `size` bytes; rejects when `body` has another length. */
async function addTarFile(
  archive: Pack,
  file: { readonly name: string; readonly size: number },
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  await pipeline(body, archive.entry(headerOf(file)));
}

// Nothing about the machine and the hour: the same content is the same archive.
function headerOf({ name, size }: { readonly name: string; readonly size: number }) {
  return { name, size, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) } as const;
}
