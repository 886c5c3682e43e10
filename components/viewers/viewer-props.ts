import type { DocumentEntry } from '#lib/api/contract/document-contract';
import type { DocumentSummary } from '#lib/formats/documents/summaries';
import type { Digest } from '#lib/oci/digest';

/** What a viewer of one kind of document is given. */
export type ViewerProps<Of extends DocumentSummary['of']> = {
  /** `host/name@digest` of the artifact that carries the document. */
  readonly reference: string;
  /** `host/name@digest` of what it is attached to, where that is known. */
  readonly subject: string | undefined;
  readonly entry: DocumentEntry;
  readonly summary: Extract<DocumentSummary, { readonly of: Of }>;
  /** Shows another artifact of the graph; a part of it where one is named. */
  readonly onSelect: (digest: Digest, tab?: 'findings') => void;
};
