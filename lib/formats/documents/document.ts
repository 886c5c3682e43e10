import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import type { Part } from '#lib/oci/kind';
import type { PartName, PartRows } from './rows.ts';
import type { DocumentSummary } from './summaries.ts';

/** What a document says it is. */
export type DocumentMeaning = Omit<Part, 'digest'>;

/** What a statement says that it is about. */
export type DocumentSubject = {
  readonly name?: string;
  /** `sha256:…`; absent where it names none. */
  readonly digest?: string;
};

/** The rows of a document, made while they are read: asking twice reads twice. */
export type DocumentRows = { readonly [Name in PartName]?: () => Iterable<PartRows[Name]> };

/** A document, understood. */
export type DocumentReading = DocumentMeaning & {
  /** Of the format: `2.3`. */
  readonly version?: string;
  /** What a person asks of it first; costs a pass over its rows. */
  readonly summary?: () => DocumentSummary;
  readonly rows?: DocumentRows;
  /** The wrappers that were opened, outermost first: `sigstore-bundle`, `dsse`, `in-toto`. */
  readonly envelopes?: readonly string[];
  /** The claims of the wrappers, when the document itself is no signature. */
  readonly signature?: () => DocumentSummary;
  readonly subjects?: readonly DocumentSubject[];
  /** What is wrong or odd in it: sentences for a person. */
  readonly problems?: readonly string[];
};

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
export type JsonReader = (value: unknown, context: DocumentContext) => DocumentReading | undefined;

/** Reads one form of text; undefined when it is another. `start` is the head of the text. */
export type TextReader = (
  start: string,
  bytes: Uint8Array,
  context: DocumentContext,
) => DocumentReading | undefined;
