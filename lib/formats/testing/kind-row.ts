import type { Kind } from '#lib/oci/kind';

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
