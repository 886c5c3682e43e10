import type { Kind } from '#lib/oci/kind';
import { mediaTypes } from '#lib/oci/media-type';

/** A layer by its type, with annotations, and with its content where that is to be read. */
export type LayerSketch =
  | string
  | { readonly type: string; readonly notes?: Readonly<Record<string, string>>; readonly content?: unknown };

/** A manifest as its tool writes it, in few words. */
export type Sketch = {
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly config?: LayerSketch;
  readonly layers?: readonly LayerSketch[];
  readonly blobs?: readonly LayerSketch[];
  readonly manifests?: readonly LayerSketch[];
  readonly annotations?: Readonly<Record<string, string>>;
};

/** One row of the catalogue of artifact kinds: how it looks, and what it is. */
export type KindRow = {
  readonly row: number;
  readonly name: string;
  readonly sketch: Sketch;
  readonly tags?: readonly string[];
  /** The annotations of the index entry that led to it. */
  readonly entry?: Readonly<Record<string, string>>;
  readonly kind: Kind;
  readonly format: string;
};

/** A row of the catalogue. */
export function example(row: number, name: string, sketch: Sketch, kind: Kind, format: string): KindRow {
  return { row, name, sketch, kind, format };
}

type Extra = Partial<Omit<Sketch, 'mediaType'>>;

export function image(layers: readonly LayerSketch[], extra: Extra = {}): Sketch {
  return { mediaType: mediaTypes.ociManifest, config: mediaTypes.ociConfig, layers, ...extra };
}

export function artifact(
  artifactType: string,
  layers: readonly LayerSketch[] = [],
  extra: Extra = {},
): Sketch {
  return { mediaType: mediaTypes.ociManifest, artifactType, config: mediaTypes.empty, layers, ...extra };
}

export function configured(config: LayerSketch, layers: readonly LayerSketch[], extra: Extra = {}): Sketch {
  return { mediaType: mediaTypes.ociManifest, config, layers, ...extra };
}

export function index(manifests: readonly LayerSketch[], extra: Extra = {}): Sketch {
  return { mediaType: mediaTypes.ociIndex, manifests, ...extra };
}

export const tgz = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** A layer with content that is to be read. */
export function layer(type: string, content: unknown): LayerSketch {
  return { type, content };
}

/** A layer of a file system with an annotation. */
export function noted(key: string, value = 'x'): LayerSketch {
  return { type: tgz, notes: { [key]: value } };
}

/** A layer that is a file with a name. */
export function named(type: string, title: string): LayerSketch {
  return { type, notes: { 'org.opencontainers.image.title': title } };
}

/** A statement about something, with a predicate. */
export function statement(predicateType: string, predicate: unknown = {}) {
  return { _type: 'https://in-toto.io/Statement/v1', subject: [], predicateType, predicate };
}

/** A value in a DSSE envelope. */
export function envelope(value: unknown) {
  const payload = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))));
  return { payloadType: 'application/vnd.in-toto+json', payload, signatures: [{ sig: 'AA==' }] };
}

/** A value in a sigstore bundle. */
export function bundle(value: unknown) {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint: 'key' } },
    dsseEnvelope: envelope(value),
  };
}
