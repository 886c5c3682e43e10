import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import type { Part } from '#lib/oci/kind';

/** What a document says it is. */
export type DocumentMeaning = Omit<Part, 'digest'>;

/** What is known of a document beside its text. */
export type DocumentContext = {
  /** Counts are told only of a whole document. */
  readonly isWhole: boolean;
  /** The size of all of it. */
  readonly bytes: number;
  /** Of the blob: cosign keeps the certificate of a signature there. */
  readonly annotations: Annotations;
};

/** A blob as it was read: all of it, or its head. */
export type BlobBytes = {
  readonly blob: Descriptor;
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
};

/** Reads one form of JSON document; undefined when the value is another. */
export type JsonReader = (value: unknown, context: DocumentContext) => DocumentMeaning | undefined;

/** Reads one form of text; undefined when it is another. `start` is the head of the text. */
export type TextReader = (
  start: string,
  bytes: Uint8Array,
  context: DocumentContext,
) => DocumentMeaning | undefined;
