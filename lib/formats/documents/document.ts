import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import type { Part } from '#lib/oci/kind';

/** What a document says it is. */
export type Document = Omit<Part, 'digest'>;

/** What is known of a document beside its text. */
export type Context = {
  /** Counts are told only of a whole document. */
  readonly isWhole: boolean;
  /** The size of all of it. */
  readonly bytes: number;
  /** Of the blob: cosign keeps the certificate of a signature there. */
  readonly annotations: Annotations;
};

/** A blob as it was read: all of it, or its head. */
export type Content = {
  readonly blob: Descriptor;
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
};
