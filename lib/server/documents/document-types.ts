import type { DocumentEntry } from '#lib/api/contract/document-contract';
import type { Frozen } from '#lib/api/contract/same';
import type { ContentMeaning } from '#lib/formats/documents/meaning-of-reading';
import type { PartName } from '#lib/formats/documents/rows';
import type { RowPage } from '#lib/formats/rows/row-index';
import type { RowQuery } from '#lib/formats/rows/row-query';
import type { Descriptor } from '#lib/oci/descriptor';
import type { EvidencePlace, EvidenceTold } from './evidence-store.ts';
import type { PackagePaths } from './package-paths.ts';
import type { PackedJoin } from './packed-join.ts';

/** A blob to read: all of it, or its head. */
export type DocumentBytes = {
  /** Names the bytes and all that their reading depends on. */
  readonly key: string;
  readonly blob: Pick<Descriptor, 'digest' | 'mediaType' | 'size' | 'annotations'>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isWhole: boolean;
};

/** A document of a manifest. */
export type Entry = Frozen<DocumentEntry>;

/** A document as it is understood, without what its manifest says of it. */
export type OpenedDocument = Omit<Entry, 'blob' | 'partly'>;

/** What a blob holds. Nothing in either list: it is in no form that we know. */
export type OpenedBlob = {
  /** What a node keeps of it. */
  readonly meaning: ContentMeaning;
  readonly documents: readonly OpenedDocument[];
  readonly problems: readonly string[];
};

/** Which rows of which document. */
export type RowsRequest = {
  readonly key: string;
  readonly index: number;
  readonly part: PartName;
  readonly query: RowQuery;
};

/** To which package of which document the paths are wanted. */
export type PathsRequest = { readonly key: string; readonly index: number; readonly target: string };

/** Which document is evidence, and of what. */
export type EvidenceAsked = EvidencePlace & { readonly key: string; readonly index: number };

/** What of {@link RowPage} is known so far; `isComplete` when that is all. */
export type OpenedRows = RowPage & {
  readonly isComplete: boolean;
  /** Why there are no more: a sentence. */
  readonly problem?: string;
};

/** Reads documents, and keeps those that were read lately. */
export type DocumentService = {
  /** Takes the bytes away. Undefined when it has to be asked again, with new ones. */
  readonly open: (content: DocumentBytes) => Promise<OpenedBlob | undefined>;
  /** The same for a node, which keeps nothing here. */
  readonly meanings: (content: DocumentBytes) => Promise<ContentMeaning | undefined>;
  /** The documents of a large SBOM with all that is counted in them. Undefined when it is not there any more. */
  readonly counted: (key: string) => Promise<OpenedBlob | undefined>;
  /** What was opened before; undefined when it is not there any more. */
  readonly opened: (key: string) => Promise<OpenedBlob | undefined>;
  /** Undefined when the document is not there any more; open it again. */
  readonly rows: (request: RowsRequest) => Promise<OpenedRows | undefined>;
  /** Keeps the findings and statements of a document for a join. Undefined likewise. */
  readonly evidence: (request: EvidenceAsked) => Promise<EvidenceTold | undefined>;
  /** Joins them; undefined when they are not there any more. */
  readonly join: (name: string) => Promise<PackedJoin | undefined>;
  /** Undefined likewise. */
  readonly paths: (request: PathsRequest) => Promise<PackagePaths | undefined>;
};
