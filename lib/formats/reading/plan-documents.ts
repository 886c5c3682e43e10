import { formatLimits } from '#lib/formats/limits';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Kind, Meaning } from '#lib/oci/kind';
import { isDocumentKind } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';
import { isImageConfigMediaType, mediaTypes } from '#lib/oci/media-type';
import { mayBeDocument } from './plan-reading.ts';
import { configFormats } from './read-config.ts';

/** A blob of a manifest that a person may want to see. */
export type PlannedBlob = {
  readonly blob: Descriptor;
  /** False for a mere file: nothing of it is read. */
  readonly isRead: boolean;
};

/** Layers of these are file systems, and are shown as files. */
const fileSystems: ReadonlySet<Kind> = new Set(['image', 'lazy-loading-index']);

/**
 * The blobs of a manifest that are documents, and the files beside them: the config where it is the document, as of
 * images, charts and models, and each layer. An index has none.
 */
export function planDocuments(manifest: Manifest, declared: Meaning): readonly PlannedBlob[] {
  if (manifest.shape !== 'manifest') return [];
  const { config, layers } = manifest;
  const isConfigRead =
    config !== undefined &&
    config.mediaType !== mediaTypes.empty &&
    config.size > 2 &&
    (isImageConfigMediaType(config.mediaType) || configFormats.has(declared.format));
  const own = isConfigRead ? [{ blob: config, isRead: true }] : [];
  const isFileSystem = fileSystems.has(declared.kind);
  const others = isFileSystem ? [] : layers.map((blob) => ({ blob, isRead: isWorthReading(blob) }));
  const isLayerFirst = isDocumentKind(declared.kind);
  const seen = new Set<string>();
  return [...(isLayerFirst ? others : own), ...(isLayerFirst ? own : others)]
    .filter(({ blob: { digest } }) => !seen.has(digest) && seen.add(digest))
    .slice(0, formatLimits.partsMax);
}

function isWorthReading(blob: Descriptor): boolean {
  return mayBeDocument(blob) || isModule(blob) || isModelFile(blob) || isPackedFile(blob);
}

/**
 * Whether it is the file of a model that says in its head what it is; gigabytes of weights follow. ModelPack and Ollama
 * name no format in the type (https://github.com/modelpack/model-spec/blob/main/docs/spec.md).
 */
export function isModelFile({ mediaType, annotations = {} }: Descriptor): boolean {
  if (/gzip|zstd|zip|tar|json/.test(mediaType)) return false;
  const names = ['org.opencontainers.image.title', 'org.cncf.model.filepath', 'org.cnai.model.filepath'];
  return (
    /\bgguf\b|\bsafetensors\b|model\.weight\.v\d\.raw|ollama\.image\.model/.test(mediaType) ||
    names.some((name) => /\.(?:gguf|safetensors)$/i.test(annotations[name] ?? ''))
  );
}

/** Whether it is a WebAssembly module: what it imports and exports is worth reading when a person asks for it. */
function isModule({ mediaType }: Descriptor): boolean {
  return /wasm/.test(mediaType) && !/gzip|zstd|zip|tar|json/.test(mediaType);
}

// A document that was packed; a packed file system is read as files.
function isPackedFile({ mediaType }: Descriptor): boolean {
  return /gzip|zstd/.test(mediaType) && !/tar|layer|rootfs|chart/.test(mediaType);
}
