import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mapConcurrent } from '#lib/async/map-concurrent';
import { partsOf } from '#lib/graph/successors';
import type { LayoutIndex, ManifestRecord } from '#lib/layout/content/layout-index';
import { toManifestRecord } from '#lib/layout/content/layout-index';
import type { LocateBlob } from '#lib/layout/content/locate-blob';
import { blobsIn, readBlob } from '#lib/layout/content/locate-blob';
import { unlessMissing } from '#lib/layout/files/file-error';
import { hashBytes } from '#lib/layout/files/file-stream';
import { layoutLimits } from '#lib/layout/limits';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { hashAlgorithmOf, isDigest } from '#lib/oci/digest';
import { parseIndexJson, tagOfEntry } from '#lib/oci/image-layout';
import type { Manifest } from '#lib/oci/manifest';
import { parseManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';

/**
 * The entries of the index.json in a folder; undefined when there is none.
 *
 * @throws OciError `layout-invalid` when the file is too large
 */
export async function readEntries(folder: string): Promise<readonly Descriptor[] | undefined> {
  const path = join(folder, 'index.json');
  const found = await unlessMissing(stat(path));
  if (found === undefined) return undefined;
  if (found.size > layoutLimits.indexMaxBytes) {
    throw new OciError('layout-invalid', 'The index.json of this layout is too large.');
  }
  return parseIndexJson(await readFile(path));
}

/** A manifest in a layout, whose bytes have the digest of the descriptor. */
export type StoredManifest = { readonly descriptor: Descriptor; readonly manifest: Manifest };

/**
 * Every manifest that these entries reach through indexes; a file that is missing, has another digest or is no manifest
 * is left out. Layouts of skopeo and regctl list tagged manifests only, and regctl keeps referrers in an index under the
 * referrers tag: this walk finds both.
 */
export async function readStoredManifests(
  locate: LocateBlob,
  entries: readonly Descriptor[],
): Promise<ReadonlyMap<Digest, StoredManifest>> {
  const found = new Map<Digest, StoredManifest>();
  const seen = new Set<Digest>();
  for (let level = entries; level.length > 0; ) {
    const fresh = level.filter(({ digest }) => !seen.has(digest) && seen.add(digest));
    const results = await mapConcurrent(fresh, layoutLimits.filesReadAtOnce, (entry) =>
      readManifest(locate, entry),
    );
    const read = results.filter((stored) => stored !== undefined);
    for (const stored of read) found.set(stored.descriptor.digest, stored);
    level = read.flatMap(({ manifest }) => partsOf(manifest).manifests);
  }
  return found;
}

/** The content of the layout in a folder; relations come from the manifests themselves. */
export async function readLayoutIndex(folder: string): Promise<LayoutIndex> {
  const entries = (await readEntries(folder)) ?? [];
  return toLayoutIndex(entries, await readStoredManifests(blobsIn(folder), entries));
}

/** The index of these entries and the manifests that they reach. */
export function toLayoutIndex(
  entries: readonly Descriptor[],
  stored: ReadonlyMap<Digest, StoredManifest>,
): LayoutIndex {
  const manifests = new Map<Digest, ManifestRecord>();
  for (const [digest, { descriptor, manifest }] of stored) {
    manifests.set(digest, toManifestRecord(descriptor, manifest));
  }
  const tags = new Map<string, Digest>();
  for (const entry of entries) {
    const tag = tagOfEntry(entry);
    if (tag !== undefined && manifests.has(entry.digest)) tags.set(tag, entry.digest);
  }
  return { manifests, tags };
}

/** The manifests of a layout without a tag, an index that contains them, and a subject that the layout has. */
export async function findRoots(locate: LocateBlob, index: LayoutIndex): Promise<readonly Digest[]> {
  const named = new Set(index.tags.values());
  const records = [...index.manifests.values()];
  const free = records.filter(
    ({ descriptor, subject }) =>
      (subject === undefined || !index.manifests.has(subject)) && !named.has(descriptor.digest),
  );
  if (free.length === 0) return [];
  const stored = await readStoredManifests(
    locate,
    records.map(({ descriptor }) => descriptor),
  );
  const children = new Set(
    [...stored.values()].flatMap(({ manifest }) => partsOf(manifest).manifests.map(({ digest }) => digest)),
  );
  return free.map(({ descriptor }) => descriptor.digest).filter((digest) => !children.has(digest));
}

async function readManifest(locate: LocateBlob, entry: Descriptor): Promise<StoredManifest | undefined> {
  const file = await locate(entry.digest);
  if (file === undefined || file.size > layoutLimits.manifestMaxBytes) return undefined;
  return parseStored(entry, await readBlob(file));
}

/**
 * A manifest from the bytes of its file; undefined when they have another digest or are no manifest.
 *
 * @throws only what is no OciError: a bug
 */
function parseStored({ digest, mediaType }: Descriptor, bytes: Uint8Array): StoredManifest | undefined {
  const algorithm = hashAlgorithmOf(digest);
  if (algorithm === undefined || hashBytes(algorithm, bytes) !== digest) return undefined;
  try {
    return {
      descriptor: { mediaType, digest, size: bytes.byteLength },
      manifest: parseManifest(bytes, mediaType),
    };
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}

/** The digests of the blobs of a manifest: config, layers, and entries of an index that are no manifests. */
export function blobDigestsOf(manifest: Manifest): readonly Digest[] {
  return partsOf(manifest).blobs.map(({ digest }) => digest);
}

type Manifests = ReadonlyMap<Digest, StoredManifest>;

/**
 * Manifests with a subject among the blobs of a layout that no index.json lists: not every tool that copies referrers
 * writes them there. The search is bounded; what it does not reach is not listed.
 */
export async function readOrphans(folder: string, locate: LocateBlob, known: Manifests): Promise<Manifests> {
  const taken = new Set([...known].flatMap(([digest, { manifest }]) => [digest, ...blobDigestsOf(manifest)]));
  const found = new Map<Digest, StoredManifest>();
  let bytesLeft: number = layoutLimits.orphanBytesMax;
  const names = (await unlessMissing(readdir(join(folder, 'blobs', 'sha256')))) ?? [];
  for (const name of names.slice(0, layoutLimits.orphanFilesMax)) {
    const digest = `sha256:${name}`;
    if (!isDigest(digest) || taken.has(digest)) continue;
    const file = await locate(digest);
    if (file === undefined || file.size > Math.min(layoutLimits.manifestMaxBytes, bytesLeft)) continue;
    bytesLeft -= file.size;
    const stored = toOrphan(digest, await readBlob(file));
    if (stored !== undefined) found.set(digest, stored);
  }
  return found;
}

const brace = '{'.charCodeAt(0);

function toOrphan(digest: Digest, bytes: Buffer): StoredManifest | undefined {
  if (bytes[0] !== brace || !bytes.includes('"subject"')) return undefined;
  const mediaType = mediaTypeIn(bytes);
  const stored =
    mediaType === undefined ? undefined : parseStored({ mediaType, digest, size: bytes.byteLength }, bytes);
  return stored?.manifest.subject === undefined ? undefined : stored;
}

// Version 1.0 allowed manifests without a mediaType; a document with layers counts as one:
// https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#image-manifest-property-descriptions
function mediaTypeIn(bytes: Uint8Array): string | undefined {
  try {
    const value = parseJson(bytes);
    if (!isJsonObject(value)) return undefined;
    if (typeof value.mediaType === 'string') return value.mediaType;
    return Array.isArray(value.layers) ? mediaTypes.ociManifest : undefined;
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
