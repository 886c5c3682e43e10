import type { Meaning } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';
import { isIndexMediaType, mediaTypes } from '#lib/oci/media-type';
import type { Platform } from '#lib/oci/platform';
import { formatPlatform, isUnknownPlatform } from '#lib/oci/platform';
import { cleanText } from '#lib/text/untrusted-text';

const schema1 = new Set<string>([mediaTypes.dockerSchema1, mediaTypes.dockerSchema1Signed]);
const beforeOci11 = new Set<string>([mediaTypes.artifactManifest, mediaTypes.orasManifest]);

/** What a manifest is that declares nothing but its own type: an image, an index, or an artifact nobody has named. */
export function plainMeaning(mediaType: string, platform?: Platform, manifest?: Manifest): Meaning {
  const isNamed = platform !== undefined && !isUnknownPlatform(platform);
  const name = isNamed ? cleanText(formatPlatform(platform)) : undefined;
  const isDocker = mediaType.includes('docker');
  if (isIndexMediaType(mediaType)) {
    const title = manifest !== undefined && holdsIndexes(manifest) ? 'Index of indexes' : 'Index';
    return meaning('index', isDocker ? 'docker-list' : 'oci-index', name ?? title);
  }
  if (schema1.has(mediaType)) return meaning('image', 'docker-schema1', `${name ?? 'Image'} · schema 1`);
  // image-spec "Image Manifest": without an image's config, what a manifest is must stand in artifactType.
  if (beforeOci11.has(mediaType) || (manifest !== undefined && hasNoImageConfig(manifest)))
    return meaning('artifact', mediaType, 'Artifact');
  return meaning('image', isDocker ? 'docker-image' : 'oci-image', name ?? 'Image');
}

function holdsIndexes(manifest: Manifest): boolean {
  if (manifest.shape !== 'index' || manifest.manifests.length === 0) return false;
  return manifest.manifests.every(({ mediaType }) => isIndexMediaType(mediaType));
}

function hasNoImageConfig(manifest: Manifest): boolean {
  if (manifest.shape !== 'manifest') return false;
  return manifest.config === undefined || manifest.config.mediaType === mediaTypes.empty;
}

function meaning(kind: Meaning['kind'], format: string, title: string): Meaning {
  return { kind, format, title, confidence: 'declared' };
}
