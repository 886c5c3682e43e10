import { findPredicateType } from '#lib/formats/predicate-type';
import { findArtifactType } from '#lib/oci/artifact-type';
import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';
import { artifactTypeOf } from '#lib/oci/manifest';
import {
  isImageConfigMediaType,
  isIndexMediaType,
  isManifestMediaType,
  mediaTypes,
} from '#lib/oci/media-type';
import { formatPlatform, isUnknownPlatform } from '#lib/oci/platform';

const attestationReference = 'vnd.docker.reference.type';
const bundlePredicate = 'dev.sigstore.bundle.predicateType';
const bundleContent = 'dev.sigstore.bundle.content';

/** What a descriptor declares about its target, before the target is read. */
export function meaningOfDescriptor(descriptor: Descriptor): Meaning {
  const { mediaType, artifactType, annotations = {}, platform } = descriptor;
  if (isBuildKitEntry(descriptor)) return buildKitAttestation;
  // `crane index append` writes an image config's type as the artifactType of ordinary image entries.
  if (artifactType !== undefined && !isImageConfigMediaType(artifactType))
    return meaningOfType(artifactType, annotations);
  if (!isManifestMediaType(mediaType)) return meaningOfType(mediaType, annotations);
  const name = platform === undefined || isUnknownPlatform(platform) ? undefined : formatPlatform(platform);
  return plainMeaning(mediaType, name);
}

/** What a manifest declares: its artifact type first, then its layers, else a plain image or index. */
export function meaningOfManifest(manifest: Manifest, descriptor?: Descriptor): Meaning {
  if (descriptor !== undefined && isBuildKitEntry(descriptor)) return buildKitAttestation;
  const annotations = manifest.annotations ?? {};
  const type = artifactTypeOf(manifest);
  const layerType = manifest.shape === 'manifest' ? manifest.layers[0]?.mediaType : undefined;
  if (type !== undefined) return refined(meaningOfType(type, annotations), layerType, annotations);
  if (layerType === 'application/vnd.in-toto+json') return buildKitAttestation;
  if (
    layerType !== undefined &&
    !layerType.includes('.layer.') &&
    findArtifactType(layerType) !== undefined
  ) {
    return meaningOfType(layerType, annotations);
  }
  return plainMeaning(manifest.mediaType, descriptor?.platform && formatPlatform(descriptor.platform));
}

/** The subject of a BuildKit attestation entry, from the annotation that names its platform manifest. */
export function buildKitSubject(descriptor: Descriptor): string | undefined {
  return isBuildKitEntry(descriptor) ? descriptor.annotations?.['vnd.docker.reference.digest'] : undefined;
}

const buildKitAttestation: Meaning = {
  kind: 'attestation',
  format: 'in-toto',
  title: 'Build attestation',
  confidence: 'declared',
};

function isBuildKitEntry(descriptor: Descriptor): boolean {
  return descriptor.annotations?.[attestationReference] === 'attestation-manifest';
}

function meaningOfType(type: string, annotations: Annotations): Meaning {
  const known = findArtifactType(type);
  if (known === undefined) {
    return {
      kind: 'artifact',
      format: type,
      title: annotations['org.opencontainers.image.title'] ?? shortType(type),
      confidence: 'declared',
    };
  }
  if (known.format === 'sigstore-bundle') return bundleMeaning(annotations);
  return {
    kind: known.kind,
    format: known.format,
    title: capitalised(known.title),
    confidence: 'declared',
  };
}

// The envelope says nothing: cosign 3 wraps signatures and attestations alike; the predicate tells them apart.
function bundleMeaning(annotations: Annotations): Meaning {
  const predicate = findPredicateType(annotations[bundlePredicate] ?? '');
  if (predicate !== undefined) {
    return {
      ...predicate,
      title: capitalised(predicate.title),
      envelope: 'sigstore-bundle',
      confidence: 'declared',
    };
  }
  const isSignature = annotations[bundleContent] === 'message-signature';
  return {
    kind: isSignature ? 'signature' : 'attestation',
    format: 'sigstore-bundle',
    title: isSignature ? 'Cosign signature' : 'Sigstore attestation',
    confidence: 'declared',
  };
}

// notation declares one artifactType for both envelopes; only the layer tells JWS from COSE.
function refined(meaning: Meaning, layerType: string | undefined, annotations: Annotations): Meaning {
  if (layerType === undefined) return meaning;
  const layer = findArtifactType(layerType);
  if (layer === undefined) return meaning;
  if (meaning.format === 'notation') return { ...meaning, format: layer.format };
  return meaning.kind === 'artifact' ? meaningOfType(layerType, annotations) : meaning;
}

function plainMeaning(mediaType: string, name: string | undefined): Meaning {
  const isDocker = mediaType.includes('docker');
  return isIndexMediaType(mediaType)
    ? {
        kind: 'index',
        format: isDocker ? 'docker-list' : 'oci-index',
        title: name ?? 'Index',
        confidence: 'declared',
      }
    : {
        kind: 'image',
        format: isDocker ? 'docker-image' : 'oci-image',
        title: name ?? 'Image',
        confidence: 'declared',
      };
}

function shortType(type: string): string {
  if (type === mediaTypes.empty) return 'Artifact';
  return type.replace(/^application\/(?:vnd\.)?/, '').replace(/\+(?:json|yaml|gzip)$/, '');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
