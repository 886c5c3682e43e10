import type { Annotations } from '#lib/oci/descriptor';
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
