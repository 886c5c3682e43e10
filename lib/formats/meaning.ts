import { buildAttestation, combineParts } from '#lib/formats/declared/combine-parts';
import { declaredParts } from '#lib/formats/declared/declared-parts';
import { findMark } from '#lib/formats/declared/marks';
import { meaningOfMark } from '#lib/formats/declared/meaning-of-mark';
import { meaningOfTag } from '#lib/formats/declared/meaning-of-tag';
import { isGenericType, meaningOfType, titleOfFiles } from '#lib/formats/declared/meaning-of-type';
import { plainMeaning } from '#lib/formats/declared/plain-meaning';
import { findArtifactType } from '#lib/oci/artifact-type';
import type { Descriptor, Subject } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import type { ImageManifest, Manifest } from '#lib/oci/manifest';
import { artifactTypeOf } from '#lib/oci/manifest';
import { isImageConfigMediaType, isIndexMediaType, isManifestMediaType } from '#lib/oci/media-type';

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
 * What a manifest declares: by its artifact type, by the types of its layers, by marks on it and on them, and last by
 * the tags that point to it, which are only names.
 */
export function meaningOfManifest(
  manifest: Manifest,
  descriptor?: Subject,
  tags: readonly string[] = [],
): Meaning {
  if (descriptor !== undefined && isBuildKitEntry(descriptor))
    return withParts(buildKitAttestation, manifest);
  const typed = byType(manifest) ?? byLayers(manifest);
  if (typed !== undefined && !isOpenToMarks(typed)) return withParts(typed, manifest);
  const plain = typed ?? plainMeaning(manifest.mediaType, descriptor?.platform, manifest);
  const mark = findMark(manifest);
  if (mark !== undefined && (mark.kind !== 'image' || plain.kind === 'image'))
    return meaningOfMark(mark, plain);
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

function layerTypeOf({ layers }: ImageManifest): string | undefined {
  return layers.find(({ mediaType }) => findArtifactType(mediaType) !== undefined)?.mediaType;
}

function isOpenToMarks({ kind }: Meaning): boolean {
  return kind === 'artifact' || kind === 'wasm' || kind === 'index';
}

function withParts(declared: Meaning, manifest: Manifest): Meaning {
  const parts = declaredParts(manifest);
  return parts.length < 2 ? declared : { ...declared, ...combineParts(declared, parts), parts };
}
