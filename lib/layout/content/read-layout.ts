import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { parseIndexJson, tagOfEntry } from '#lib/layout/content/index-json';
import type { LayoutIndex, ManifestRecord } from '#lib/layout/content/layout-index';
import { toRecord } from '#lib/layout/content/layout-index';
import { unlessMissing } from '#lib/layout/files/file-error';
import { hashBytes } from '#lib/layout/files/hash-file';
import { layoutLimits } from '#lib/layout/layout-limits';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { digestParts, hashAlgorithmOf } from '#lib/oci/digest';
import type { IndexManifest, Manifest } from '#lib/oci/manifest';
import { parseManifest } from '#lib/oci/manifest';
import { isManifestMediaType } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';

/** Where the content with this digest lies in a layout (image-spec "Blobs"). */
export function blobPath(folder: string, digest: Digest): string {
  const { algorithm, encoded } = digestParts(digest);
  return join(folder, 'blobs', algorithm, encoded);
}

/** The entries of the index.json in a folder; undefined when the folder is no layout. */
export async function readEntries(folder: string): Promise<readonly Descriptor[] | undefined> {
  const path = join(folder, 'index.json');
  const found = await unlessMissing(stat(path));
  if (found === undefined) return undefined;
  if (found.size > layoutLimits.indexMaxBytes) {
    throw new OciError('layout-invalid', 'The index.json of this layout is too large.');
  }
  return parseIndexJson(await readFile(path));
}

/** A manifest as it lies in a layout. */
export type StoredManifest = { readonly descriptor: Descriptor; readonly manifest: Manifest };

/**
 * Every manifest that can be reached from these entries through indexes, compared with its digest; what is missing,
 * wrong or no manifest is left out. Layouts of skopeo and regctl list only what is tagged, and regctl keeps its
 * referrers in an index under the fallback tag: both are found this way.
 */
export async function readManifests(
  folder: string,
  entries: readonly Descriptor[],
): Promise<ReadonlyMap<Digest, StoredManifest>> {
  const found = new Map<Digest, StoredManifest>();
  const seen = new Set<Digest>();
  const limit = pLimit(layoutLimits.filesReadAtOnce);
  for (let level = entries; level.length > 0; ) {
    const fresh = level.filter(({ digest }) => !seen.has(digest) && seen.add(digest));
    const read = (await limit.map(fresh, (entry) => readManifest(folder, entry))).filter(
      (stored) => stored !== undefined,
    );
    for (const stored of read) found.set(stored.descriptor.digest, stored);
    level = read.flatMap(({ manifest }) => (manifest.shape === 'index' ? childManifests(manifest) : []));
  }
  return found;
}

/** The content of the layout in a folder, its relations read from the manifests themselves. */
export async function readLayoutIndex(folder: string): Promise<LayoutIndex> {
  const entries = (await readEntries(folder)) ?? [];
  const manifests = new Map<Digest, ManifestRecord>();
  for (const [digest, { descriptor, manifest }] of await readManifests(folder, entries)) {
    manifests.set(digest, toRecord(descriptor, manifest));
  }
  const tags = new Map<string, Digest>();
  for (const entry of entries) {
    const tag = tagOfEntry(entry);
    if (tag !== undefined && manifests.has(entry.digest)) tags.set(tag, entry.digest);
  }
  return { manifests, tags };
}

async function readManifest(folder: string, entry: Descriptor): Promise<StoredManifest | undefined> {
  const { digest, mediaType } = entry;
  const algorithm = hashAlgorithmOf(digest);
  if (algorithm === undefined) return undefined;
  const path = blobPath(folder, digest);
  const found = await unlessMissing(stat(path));
  if (!found?.isFile() || found.size > layoutLimits.manifestMaxBytes) return undefined;
  const bytes = await readFile(path);
  if (hashBytes(algorithm, bytes) !== digest) return undefined;
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

function childManifests(index: IndexManifest): readonly Descriptor[] {
  return index.manifests.filter((child) => isManifestMediaType(child.mediaType));
}
