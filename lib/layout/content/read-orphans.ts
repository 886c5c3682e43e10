import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocateBlob } from '#lib/layout/content/locate-blob';
import { readBlob } from '#lib/layout/content/locate-blob';
import type { StoredManifest } from '#lib/layout/content/read-layout';
import { blobDigestsOf, parseStored } from '#lib/layout/content/read-layout';
import { unlessMissing } from '#lib/layout/files/file-error';
import { layoutLimits } from '#lib/layout/limits';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';

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
