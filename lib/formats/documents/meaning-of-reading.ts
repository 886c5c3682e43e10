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
 * What a node of the graph keeps of a document: no rows and no summary, and of a whole one when it was made, of a report
 * its counts as well. The manifest around it may be of another day.
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
    ...(isWhole
      ? unlessBroken(() => (kind === 'vulnerability-report' ? ofReport(reading) : ofOther(reading)))
      : {}),
  };
}

type Kept = Pick<DocumentMeaning, 'severities'> & { readonly created?: string };

function ofOther({ made }: DocumentReading): Kept {
  const created = parseCreated(made?.());
  return created === undefined ? {} : { created };
}

/** The severities that were found, each with its count: a clean report has none, and is told from one that was not read. */
function ofReport({ summary }: DocumentReading): Kept {
  const told = summary?.();
  if (told?.of !== 'report') return {};
  const created = parseCreated(told.scannedAt);
  return {
    severities: Object.fromEntries(Object.entries(told.bySeverity).filter(([, count]) => count > 0)),
    ...(created === undefined ? {} : { created }),
  };
}

/** Nothing is told of a document with a broken row: the counts of a report would be wrong. */
function unlessBroken(keep: () => Kept): Kept {
  try {
    return keep();
  } catch (error) {
    if (error instanceof OciError) return {};
    throw error;
  }
}
