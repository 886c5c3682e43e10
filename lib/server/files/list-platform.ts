import { LRUCache } from 'lru-cache';
import { mapConcurrent } from '#lib/async/map-concurrent';
import { createFileCollector } from '#lib/formats/files/file-index';
import { mayBeArchive } from '#lib/formats/files/may-be-archive';
import type { MergedFiles } from '#lib/formats/files/merge-layers';
import { mergeLayers } from '#lib/formats/files/merge-layers';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';
import type { ImageManifest } from '#lib/oci/manifest';
import { isImageConfigMediaType } from '#lib/oci/media-type';
import type { Repository } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';
import { invalidRequest, problemOfError } from '#lib/server/platform/problem-error';
import type { Session } from '#lib/server/sessions/session';
import type { ArchiveListing } from './archive-listing.ts';
import { listArchive } from './list-archive.ts';

/** A layer of an image with its files; `problem` says why they are unknown. */
type PlatformLayer = {
  readonly descriptor: Descriptor;
  readonly listing?: ArchiveListing;
  readonly problem?: string;
};

/** The files of all layers of one manifest. */
export type PlatformFiles = { readonly layers: readonly PlatformLayer[]; readonly merged: MergedFiles };

const merges = new LRUCache<string, MergedFiles>({
  maxSize: limits.archiveIndexEntriesMax,
  sizeCalculation: ({ files }) => 1 + files.keys.length,
});

/**
 * The file system that the layers of a manifest make. A layer that cannot be read is told, and the others stay. What is
 * no image has no file system: its files stand beside each other, those in archives by their paths there. With
 * `isHashed` the lists know the digests of contents.
 *
 * @throws ProblemError `request-invalid` for a manifest with more layers than any file system takes
 */
export async function listPlatform(
  session: Session,
  place: Repository & { readonly digest: Digest },
  manifest: Pick<ImageManifest, 'config' | 'layers'>,
  signal: AbortSignal,
  isHashed = false,
): Promise<PlatformFiles> {
  if (manifest.layers.length > limits.layersMax)
    throw invalidRequest(
      `It has ${manifest.layers.length.toLocaleString('en')} layers, too many to be merged.`,
    );
  const isImage = manifest.config !== undefined && isImageConfigMediaType(manifest.config.mediaType);
  const layers = await mapConcurrent(manifest.layers, limits.archivesAtOnce, async (descriptor) => {
    if (!isImage && !mayBeArchive(descriptor)) return { descriptor, listing: listBlob(descriptor) };
    try {
      const { registry, repository } = place;
      const archive = { registry, repository, digest: descriptor.digest, descriptor };
      return { descriptor, listing: await listArchive(session, archive, signal, isHashed) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RegistryError && error.code === 'unauthorized') throw error;
      return { descriptor, problem: problemOfError(error, '').detail };
    }
  });
  return { layers, merged: await merge(place.digest, layers) };
}

async function merge(digest: Digest, layers: readonly PlatformLayer[]): Promise<MergedFiles> {
  // A layer that could not be read today may be read tomorrow.
  const key = [digest, ...layers.map(({ listing }) => (listing === undefined ? '-' : '+'))].join('');
  const known = merges.get(key);
  if (known !== undefined) return known;
  const empty = createFileCollector().toIndex([]);
  const merged = await mergeLayers(layers.map(({ listing }) => listing?.files ?? empty));
  merges.set(key, merged);
  return merged;
}

function listBlob(descriptor: Descriptor): ArchiveListing {
  const { digest, size, annotations } = descriptor;
  const { algorithm, encoded } = digestParts(digest);
  const name = annotations?.['org.opencontainers.image.title'] ?? encoded.slice(0, 12);
  const collector = createFileCollector();
  collector.add({ name, type: 'file', size, mode: 0o644, link: '', at: 0 });
  return {
    ...{
      files: collector.toIndex(collector.keys()),
      source: 'blob',
      compression: 'none',
      verified: 'digest',
    },
    ...{ bytesRead: 0, isComplete: true, problems: [], sparse: new Set() },
    hashes: new Map(algorithm === 'sha256' ? [[0, encoded]] : []),
  };
}
