import { meaningOfDescriptor, meaningOfManifest } from '#lib/formats/declared/meaning';
import type { GraphNode, NodeState } from '#lib/graph/model';
import { parseCreated } from '#lib/oci/created';
import type { Annotations, Subject } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';
import { artifactTypeOf, contentSizeOf } from '#lib/oci/manifest';
import { formatPlatform, isUnknownPlatform } from '#lib/oci/platform';
import type { FetchedManifest } from '#lib/registry/registry-client';

const createdAnnotation = 'org.opencontainers.image.created';

/** The node of something that is known from a list only, or that could not be read and has a reason. */
export function nodeOfDescriptor(
  descriptor: Subject,
  state: Exclude<NodeState, 'loaded'> = 'listed',
  reason?: string,
): GraphNode {
  return {
    ...meaningOfDescriptor(descriptor),
    digest: descriptor.digest,
    mediaType: descriptor.mediaType,
    ...(descriptor.artifactType === undefined ? {} : { artifactType: descriptor.artifactType }),
    ...(descriptor.size === undefined ? {} : { size: descriptor.size }),
    ...declared(descriptor.annotations, descriptor),
    tags: [],
    state,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The node of a manifest that was read; `descriptor` is what led to it, which alone knows the platform. Without a `meaning` it means what it declares. */
export function nodeOfManifest(
  fetched: FetchedManifest,
  descriptor: Subject | undefined,
  tags: readonly string[],
  meaning: Meaning = meaningOfManifest(fetched.manifest, descriptor, tags),
): GraphNode {
  const { manifest } = fetched;
  const artifactType = artifactTypeOf(manifest);
  return {
    ...meaning,
    digest: fetched.digest,
    mediaType: manifest.mediaType,
    ...(artifactType === undefined ? {} : { artifactType }),
    size: fetched.bytes.byteLength,
    ...sizesOf(manifest),
    ...declared(manifest.annotations, descriptor),
    tags,
    state: 'loaded',
  };
}

function sizesOf(manifest: Manifest): { contentSize?: number; count?: number } {
  if (manifest.shape === 'index') return { count: manifest.manifests.length };
  const contentSize = contentSizeOf(manifest);
  if (manifest.shape === 'legacy' || contentSize === undefined) return {};
  return { contentSize, count: manifest.layers.length };
}

function declared(annotations: Annotations | undefined, descriptor: Subject | undefined) {
  const created = parseCreated(annotations?.[createdAnnotation]);
  const platform = descriptor?.platform;
  return {
    annotations: annotations ?? {},
    ...(created === undefined ? {} : { created }),
    ...(platform === undefined || isUnknownPlatform(platform) ? {} : { platform: formatPlatform(platform) }),
  };
}
