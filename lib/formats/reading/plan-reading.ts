import { formatLimits } from '#lib/formats/limits';
import { findArtifactType } from '#lib/oci/artifact-type';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import { isDocumentKind } from '#lib/oci/kind';
import type { ImageManifest, Manifest } from '#lib/oci/manifest';
import { isImageConfigMediaType, mediaTypes } from '#lib/oci/media-type';
import { configFormats } from './read-config.ts';

/** A blob that tells what its manifest is, or a part of its title, and how much of it to read. */
type Reading = { readonly blob: Descriptor; readonly maxBytes: number };

/** What is read of a manifest; `unread` counts the documents beyond those. */
export type ReadingPlan = { readonly readings: readonly Reading[]; readonly unread: number };

/**
 * Which blobs to read to know what a manifest is: documents whole up to 8 MiB, the config that names the thing up to 4 MiB,
 * of larger ones the head, and no file system, archive, model or module.
 */
export function planReading(manifest: Manifest, declared: Meaning): ReadingPlan {
  if (manifest.shape !== 'manifest') return { readings: [], unread: 0 };
  // An artifact of a type that nobody has described may be a document too.
  const mayHoldDocuments = isDocumentKind(declared.kind) || declared.kind === 'artifact';
  const readings = mayHoldDocuments
    ? planLayers(manifest.layers)
    : [...planConfig(manifest, declared), ...planLayers(evidenceIn(manifest))];
  const seen = new Set<string>();
  const wanted = readings.filter(({ blob: { digest } }) => !seen.has(digest) && seen.add(digest));
  return {
    readings: wanted.slice(0, formatLimits.readingsMax),
    unread: Math.max(0, wanted.length - formatLimits.readingsMax),
  };
}

/** The documents that an artifact carries about itself, by their types: a chart carries its signature. */
function evidenceIn({ layers }: ImageManifest): readonly Descriptor[] {
  return layers.filter(({ mediaType }) => {
    const known = findArtifactType(mediaType);
    return known !== undefined && isDocumentKind(known.kind);
  });
}

function planLayers(layers: readonly Descriptor[]): readonly Reading[] {
  return layers.filter(mayBeDocument).map((blob) => ({
    blob,
    maxBytes: blob.size <= wholeLimit(blob.mediaType) ? blob.size : formatLimits.headMaxBytes,
  }));
}

// Of a type that says nothing, a document that is worth megabytes of traffic shows itself in its head.
function wholeLimit(mediaType: string): number {
  return isTextual(mediaType) || findArtifactType(mediaType) !== undefined
    ? formatLimits.documentMaxBytes
    : formatLimits.headMaxBytes * 4;
}

function planConfig({ config }: ImageManifest, { format }: Meaning): readonly Reading[] {
  if (config === undefined || config.size < 3) return [];
  const tells = isImageConfigMediaType(config.mediaType) || configFormats.has(format);
  const maxBytes = config.size <= formatLimits.configMaxBytes ? config.size : formatLimits.headMaxBytes;
  return tells ? [{ blob: config, maxBytes }] : [];
}

const textual = /json|xml|text|yaml|dsse|in-toto|jose|cose|spdx|cyclonedx/;
const files =
  /\.layer\.|rootfs|\btar\b|gzip|zstd|zip\b|wasm|gguf|safetensors|onnx|weight|disk|^(?:image|video|audio|font)\/|squashfs|erofs|qcow|encrypted/;

function isTextual(mediaType: string): boolean {
  return textual.test(mediaType);
}

/** Whether a layer may be a document by its type; `false` for file systems, archives, models and modules. */
export function mayBeDocument({ mediaType, size, annotations }: Descriptor): boolean {
  if (size === 0 || mediaType === mediaTypes.empty) return false;
  if (isTextual(mediaType)) return !/\+(?:zip|tar)/.test(mediaType);
  const name = annotations?.['org.opencontainers.image.title'] ?? '';
  return packed.test(mediaType) ? packedDocument.test(name) : !files.test(mediaType);
}

const packed = /^application\/(?:x-)?(?:gzip|zstd)$/;
// Of a packed file only its name tells that it is a document and no archive.
const packedDocument = /\.(?:json|jsonl|xml|ya?ml|spdx|cdx|sarif|rdf)\.(?:gz|zst|zstd)$/i;
