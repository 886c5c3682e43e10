import { findArtifactType } from '#lib/oci/artifact-type';
import type { Descriptor, Subject } from '#lib/oci/descriptor';
import type { Kind, Meaning } from '#lib/oci/kind';
import { isDocumentKind } from '#lib/oci/kind';
import type { ImageManifest, Manifest } from '#lib/oci/manifest';
import { artifactTypeOf } from '#lib/oci/manifest';
import {
  isImageConfigMediaType,
  isIndexMediaType,
  isManifestMediaType,
  mediaTypes,
} from '#lib/oci/media-type';
import type { Platform } from '#lib/oci/platform';
import { formatPlatform, isUnknownPlatform } from '#lib/oci/platform';
import type { DigestTag } from '#lib/oci/referrers-tag';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { cleanText } from '#lib/text/untrusted-text';
import { isGenericType, meaningOfType, titleOfFiles } from './meaning-of-type.ts';
import { buildAttestation, combineParts, declaredParts } from './parts.ts';
import { applyTypeRule, findTypeRule } from './type-rules.ts';

/** What a descriptor declares about its target, before the target is read. */
export function meaningOfDescriptor(descriptor: Subject): Meaning {
  const { mediaType, artifactType, annotations = {}, platform } = descriptor;
  if (isBuildKitEntry(descriptor)) return buildKitAttestation;
  // `crane index append` writes an image config's type as the artifactType of ordinary image entries.
  if (artifactType !== undefined && !isImageConfigMediaType(artifactType))
    return asIndex(meaningOfType(artifactType, annotations), mediaType);
  if (!isManifestMediaType(mediaType)) return meaningOfType(mediaType, annotations);
  return plainMeaning(mediaType, platform);
}

/**
 * What a manifest declares: by its artifact type, by the types of its layers, by rules that it or they match, and last by
 * the tags that point to it, which are only names.
 */
export function meaningOfManifest(
  manifest: Manifest,
  descriptor?: Subject,
  tags: readonly string[] = [],
): Meaning {
  return withEvidence(declaredMeaning(manifest, descriptor, tags), manifest);
}

function declaredMeaning(
  manifest: Manifest,
  descriptor: Subject | undefined,
  tags: readonly string[],
): Meaning {
  if (descriptor !== undefined && isBuildKitEntry(descriptor))
    return withParts(buildKitAttestation, manifest);
  const typed = byType(manifest) ?? byLayers(manifest);
  if (typed !== undefined && !isOpenToRules(typed)) return withParts(typed, manifest);
  const plain = typed ?? plainMeaning(manifest.mediaType, descriptor?.platform, manifest);
  const rule = findTypeRule(manifest);
  if (rule !== undefined && (rule.kind !== 'image' || plain.kind === 'image'))
    return applyTypeRule(rule, plain);
  return typed ?? meaningOfTag(manifest, tags) ?? plain;
}

/** The subject of a BuildKit attestation entry, from the annotation that names its platform manifest. */
export function buildKitSubject(descriptor: Descriptor): string | undefined {
  return isBuildKitEntry(descriptor) ? descriptor.annotations?.['vnd.docker.reference.digest'] : undefined;
}

const buildKitAttestation: Meaning = {
  kind: 'attestation',
  format: 'in-toto',
  title: buildAttestation,
  confidence: 'declared',
};

/** Whether an entry of an index says that it is an attestation of BuildKit. */
export function isBuildKitEntry(descriptor: Subject): boolean {
  return descriptor.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
}

// CNAB's tools name the type of an index in an annotation, from before indexes had a field for it.
function byType(manifest: Manifest): Meaning | undefined {
  const annotations = manifest.annotations ?? {};
  const type = artifactTypeOf(manifest) ?? annotations['org.opencontainers.artifactType'];
  if (type === undefined || isImageConfigMediaType(type)) return undefined;
  const meaning = meaningOfType(type, annotations);
  return manifest.shape === 'manifest'
    ? refined(meaning, type, manifest)
    : asIndex(meaning, manifest.mediaType);
}

/** An index of a type that nobody has described is still an index. */
function asIndex(meaning: Meaning, mediaType: string): Meaning {
  if (meaning.kind !== 'artifact' || !isIndexMediaType(mediaType)) return meaning;
  return { ...plainMeaning(mediaType), title: meaning.title };
}

const refinedByLayers: ReadonlySet<string> = new Set(['notation', 'cosign-sbom', 'trivy-db']);

// notation declares one artifactType for both envelopes; a home-made type often stands over a layer of a known one.
function refined(meaning: Meaning, type: string, manifest: ImageManifest): Meaning {
  const annotations = manifest.annotations ?? {};
  const layer = layerTypeOf(manifest);
  if (layer !== undefined && (meaning.kind === 'artifact' || refinedByLayers.has(meaning.format))) {
    const title = meaning.format === 'notation' ? { title: meaning.title } : {};
    return { ...meaningOfType(layer, annotations), ...title };
  }
  const files = isGenericType(type) ? titleOfFiles(manifest.layers) : undefined;
  return meaning.kind !== 'artifact' || files === undefined ? meaning : { ...meaning, title: files };
}

/** Many tools keep their artifacts behind the config of a plain image: cosign 2, BuildKit, Ollama. */
function byLayers(manifest: Manifest): Meaning | undefined {
  if (manifest.shape !== 'manifest') return undefined;
  const type = layerTypeOf(manifest);
  if (type === 'application/vnd.in-toto+json') return buildKitAttestation;
  return type === undefined ? undefined : meaningOfType(type, manifest.annotations ?? {});
}

// Helm pushes the signature of a chart in front of the chart.
function layerTypeOf({ layers }: ImageManifest): string | undefined {
  const types = layers
    .map(({ mediaType }) => mediaType)
    .filter((type) => findArtifactType(type) !== undefined);
  return types.find((type) => findArtifactType(type)?.kind !== 'signature') ?? types[0];
}

function isOpenToRules({ kind }: Meaning): boolean {
  return kind === 'artifact' || kind === 'wasm' || kind === 'index';
}

function withParts(declared: Meaning, manifest: Manifest): Meaning {
  const parts = declaredParts(manifest);
  return parts.length < 2 ? declared : { ...declared, ...combineParts(declared, parts), parts };
}

/** What is no document and carries some about itself, as a chart its signature. */
function withEvidence(declared: Meaning, manifest: Manifest): Meaning {
  const isOpen = isDocumentKind(declared.kind) || declared.kind === 'artifact';
  if (isOpen || declared.parts !== undefined) return declared;
  const parts = declaredParts(manifest);
  return parts.length === 0 ? declared : { ...declared, parts };
}

const schema1 = new Set<string>([mediaTypes.dockerSchema1, mediaTypes.dockerSchema1Signed]);
const beforeOci11 = new Set<string>([mediaTypes.artifactManifest, mediaTypes.orasManifest]);

/** What a manifest is that declares nothing but its own type: an image, an index, or an artifact nobody has named. */
function plainMeaning(mediaType: string, platform?: Platform, manifest?: Manifest): Meaning {
  const isNamed = platform !== undefined && !isUnknownPlatform(platform);
  const name = isNamed ? cleanText(formatPlatform(platform)) : undefined;
  const isDocker = mediaType.includes('docker');
  if (isIndexMediaType(mediaType)) {
    const title = manifest !== undefined && holdsIndexes(manifest) ? 'Index of indexes' : 'Index';
    return meaning('index', isDocker ? 'docker-list' : 'oci-index', name ?? title);
  }
  if (schema1.has(mediaType)) return meaning('image', 'docker-schema1', `${name ?? 'Image'} · schema 1`);
  // https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidelines-for-artifact-usage: without an image's config, what a manifest is must stand in artifactType.
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

type Named = readonly [kind: Kind, format: string, title: string];

const cosignTags: Readonly<Record<Exclude<DigestTag['purpose'], 'referrers' | 'other'>, Named>> = {
  sig: ['signature', 'cosign-simplesigning', 'Cosign signature'],
  att: ['attestation', 'dsse', 'Cosign attestation'],
  sbom: ['sbom', 'cosign-sbom', 'SBOM'],
};

/** What a tag alone says: those that clients make from a digest, and Artifact Hub's; undefined for ordinary tags. */
function meaningOfTag(manifest: Manifest, tags: readonly string[]): Meaning | undefined {
  for (const tag of tags) {
    const named = nameOf(tag, manifest.shape);
    if (named !== undefined) {
      const [kind, format, title] = named;
      return { kind, format, title, confidence: 'name' };
    }
  }
  return undefined;
}

function nameOf(tag: string, shape: Manifest['shape']): Named | undefined {
  if (tag === 'artifacthub.io') return ['package', 'artifact-hub', 'Artifact Hub metadata'];
  const made = parseDigestTag(tag);
  if (made === undefined || made.purpose === 'other') return undefined;
  if (made.purpose !== 'referrers') return shape === 'manifest' ? cosignTags[made.purpose] : undefined;
  // GitLab resolves such a name to the manifest of that digest: only an index lists referrers.
  if (shape !== 'index') return undefined;
  return ['referrers-list', 'oci-index', `Referrers of ${made.prefix.slice(7, 19)}`];
}
