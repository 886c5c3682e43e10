import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';
import { successorsOf } from '#lib/graph/successors';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { blobName, ociLayoutFile } from '#lib/oci/image-layout';
import type { Manifest } from '#lib/oci/manifest';
import type { FetchedManifest, RegistryClient } from '#lib/registry/registry-client';
import { archivedBlobs, byDigest, formatArchiveIndex } from '#lib/transfer/archive/archive-layout';
import { prefetchMap } from '#lib/transfer/archive/prefetch-map';
import type { ArchiveContent, ContentDescriptor } from '#lib/transfer/plan';
import { StepError } from '#lib/transfer/step-error';
import { embeddedText } from '#lib/transfer/survey/embedded-text';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where the content is read from. */
export type ArchiveSource = {
  readonly client: RegistryClient;
  readonly repository: string;
  readonly signal: AbortSignal;
};

type Piece =
  | { readonly blob: Descriptor; readonly bytes: Bytes }
  | { readonly blob: Descriptor; readonly bytes: undefined };

const readAhead = 16;
// Small ones wait in memory for their turn: sixteen of these are not much, and a thousand round trips one by one are.
const smallMaxBytes = 1024 * 1024;

/**
 * A graph as an OCI image layout in a tar archive (image-spec "Image Layout"), the same content always the same bytes.
 * As oras writes it every manifest has an entry in index.json, tagged ones one for each tag; relations are read from the
 * manifests. In the tar come `oci-layout`, `index.json`, manifests, blobs, so that a reader need not go back. The stream
 * errors, and never ends cleanly, when anything could not be read or has not its digest.
 */
export function writeArchive(source: ArchiveSource, content: ArchiveContent): ReadableStream<Uint8Array> {
  const archive = pack();
  const left = new AbortController();
  const signal = AbortSignal.any([source.signal, left.signal]);
  write(archive, { ...source, signal }, content).catch((error: unknown) =>
    archive.destroy(error instanceof Error ? error : new Error('The archive broke off.')),
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
        left.abort(reason);
        archive.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

async function write(archive: Pack, source: ArchiveSource, content: ArchiveContent): Promise<void> {
  const manifests = content.manifests.toSorted(byDigest);
  await writeEntry(archive, 'oci-layout', new TextEncoder().encode(ociLayoutFile));
  await writeEntry(archive, 'index.json', new TextEncoder().encode(formatArchiveIndex(content)));
  const written = new Set<Digest>(manifests.map(({ digest }) => digest));
  const isKnown = new Set([...written, ...(content.absent ?? [])]);
  const blobs = new Map<Digest, Descriptor>();
  const read = (manifest: ContentDescriptor) => readManifest(source, manifest);
  for await (const { digest, bytes, manifest } of prefetchMap(manifests, readAhead, read)) {
    await writeEntry(archive, blobName(digest), bytes);
    for (const blob of blobsIn(manifest, content, isKnown)) blobs.set(blob.digest, blob);
  }
  const pieces = prefetchMap([...blobs.values()].sort(byDigest), readAhead, (blob) =>
    readSmall(source, blob),
  );
  for await (const { blob, bytes } of pieces) {
    if (bytes === undefined) await writeBlob(archive, source, blob);
    else await writeEntry(archive, blobName(blob.digest), bytes);
  }
  archive.finalize();
}

/** The blobs of a manifest for the archive. An index whose manifests are not all in it is no whole archive. */
function blobsIn(
  manifest: Manifest,
  { withLayers }: ArchiveContent,
  isKnown: ReadonlySet<Digest>,
): readonly Descriptor[] {
  const parts = successorsOf(manifest).flatMap((part) => (part.role === 'subject' ? [] : [part]));
  for (const { role, descriptor, isManifest } of parts) {
    if (role !== 'entry' || !isManifest || isKnown.has(descriptor.digest)) continue;
    throw new StepError('archive-incomplete', `The manifest ${descriptor.digest} is not in the archive.`);
  }
  const blobs = parts.map(({ descriptor }) => descriptor);
  return archivedBlobs(manifest.mediaType, blobs, withLayers).filter(({ digest }) => !isKnown.has(digest));
}

function readManifest(source: ArchiveSource, { digest }: ContentDescriptor): Promise<FetchedManifest> {
  const { client, repository, signal } = source;
  return client.getManifest(repository, digest, { signal });
}

async function readSmall(source: ArchiveSource, blob: Descriptor): Promise<Piece> {
  const text = embeddedText(blob);
  if (text !== undefined) return { blob, bytes: new TextEncoder().encode(text) };
  if (blob.size > smallMaxBytes) return { blob, bytes: undefined };
  const { client, repository, signal } = source;
  const { body } = await client.getBlob(repository, blob.digest, { signal });
  return { blob, bytes: new Uint8Array(await new Response(body).arrayBuffer()) };
}

/** A large one from the registry into the archive as it comes; its length stands before it and must be right. */
async function writeBlob(archive: Pack, source: ArchiveSource, blob: Descriptor): Promise<void> {
  const { client, repository, signal } = source;
  const { body } = await client.getBlob(repository, blob.digest, { signal });
  await pipeline(body, archive.entry(header(blobName(blob.digest), blob.size)));
}

async function writeEntry(archive: Pack, name: string, bytes: Uint8Array): Promise<void> {
  await pipeline([bytes], archive.entry(header(name, bytes.byteLength)));
}

// Nothing of the machine and the hour it is made on.
function header(name: string, size: number) {
  return { name, size, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) } as const;
}
