import type { ContainerName } from '#lib/formats/containers/container';
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
  /** What of the summary is known without that pass; absent where nothing is, or where the summary costs none. */
  readonly brief?: () => DocumentSummary;
  readonly rows?: DocumentRows;
  /** When it was made, as it says itself, where that is known without that pass. */
  readonly made?: () => string | undefined;
  /** The wrappers that were opened, outermost first: `sigstore-bundle`, `dsse`, `in-toto`. */
  readonly envelopes?: readonly string[];
  /** The claims of the wrappers, when the document itself is no signature. */
  readonly signature?: () => DocumentSummary;
  readonly subjects?: readonly DocumentSubject[];
  /** What is wrong or odd in it: sentences for a person. */
  readonly problems?: readonly string[];
};

/** What a file holds. Nothing in either list: it is in no form that we know. */
export type ContentReading = {
  /** In their order; a file may hold several. */
  readonly documents: readonly DocumentReading[];
  /** Why parts of the file, or all of it, could not be read: sentences. */
  readonly problems: readonly string[];
};

/** What is known of a document beside its text. */
export type DocumentContext = {
  /** Counts are told only of a whole document. */
  readonly isWhole: boolean;
  /** The size of all of it. */
  readonly bytes: number;
  /** Of the blob: cosign keeps the certificate of a signature there. */
  readonly annotations: Annotations;
  /** What it was opened from; absent for JSON. */
  readonly container?: ContainerName;
  /** It lies in an envelope, which says what it is about. */
  readonly isWrapped?: boolean;
};

/** What is known of an envelope, and how what it wraps is read. */
export type EnvelopeContext = DocumentContext & {
  /** Reads a wrapped value by all that we know. */
  readonly openValue: (value: unknown) => ContentReading;
  /** Reads a wrapped file: it may be of any encoding and hold several documents. */
  readonly openBytes: (bytes: Uint8Array) => ContentReading;
};

/** A blob as it was read: all of it, or its head. */
export type BlobBytes = {
  readonly blob: Descriptor;
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
};

/** Reads one form of document from its value; undefined when the value is another. */
export type JsonReader = (value: unknown, context: DocumentContext) => DocumentReading | undefined;

/** Opens one form of envelope or list; undefined when the value is another. */
export type EnvelopeReader = (value: unknown, context: EnvelopeContext) => ContentReading | undefined;

/** Reads one form of text; undefined when it is another. `start` is the head of the text, `bytes` are UTF-8. */
export type TextReader = (
  start: string,
  bytes: Uint8Array,
  context: DocumentContext,
) => DocumentReading | undefined;

/** What a predicate tells beyond its type: what is absent is told by the type alone. */
export type PredicateReading = Partial<
  Pick<DocumentReading, 'kind' | 'title' | 'version' | 'summary' | 'rows' | 'problems'>
>;

/** Reads the predicate of one type; a value of another shape gives nothing. */
export type PredicateReader = (predicate: unknown, context: EnvelopeContext) => PredicateReading;
