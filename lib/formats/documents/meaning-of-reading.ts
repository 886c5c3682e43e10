import { parseCreated } from '#lib/oci/created';
import { OciError } from '#lib/oci/oci-error';
import type { ContentReading, DocumentMeaning, DocumentReading } from './document.ts';

/** What a node keeps of the documents in a blob: plain values, which may come from another thread. */
export type ContentMeaning = {
  readonly documents: readonly (DocumentMeaning & { readonly created?: string })[];
  readonly problems: readonly string[];
};

/** What a node keeps of all that a blob holds. */
export function meaningOfContent({ documents, problems }: ContentReading, isWhole: boolean): ContentMeaning {
  return { documents: documents.map((document) => meaningOfReading(document, isWhole)), problems };
}

/**
 * What a node of the graph keeps of a document: no rows and no summary, and of a whole report its counts and when it was
 * made.
 */
export function meaningOfReading(
  reading: DocumentReading,
  isWhole: boolean,
): DocumentMeaning & { readonly created?: string } {
  const { kind, format, envelope, title, signer, binding } = reading;
  return {
    kind,
    format,
    ...(envelope === undefined ? {} : { envelope }),
    title,
    ...(signer === undefined ? {} : { signer }),
    ...(binding === undefined ? {} : { binding }),
    ...(kind === 'vulnerability-report' && isWhole ? ofReport(reading) : {}),
  };
}

/**
 * The severities that were found, each with its count: a clean report has none, and is told from one that was not read.
 * Nothing is told of a report with a broken row: its counts would be wrong.
 */
function ofReport({ summary }: DocumentReading): Pick<DocumentMeaning, 'severities'> & { created?: string } {
  try {
    const told = summary?.();
    if (told?.of !== 'report') return {};
    const created = parseCreated(told.scannedAt);
    return {
      severities: Object.fromEntries(Object.entries(told.bySeverity).filter(([, count]) => count > 0)),
      ...(created === undefined ? {} : { created }),
    };
  } catch (error) {
    if (error instanceof OciError) return {};
    throw error;
  }
}
