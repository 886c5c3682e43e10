import type { DocumentMeaning, DocumentReading } from './document.ts';

/** What a node of the graph keeps of a document: no rows and no summary. */
export function meaningOfReading(reading: DocumentReading): DocumentMeaning {
  const { kind, format, envelope, title, signer, binding } = reading;
  return {
    kind,
    format,
    ...(envelope === undefined ? {} : { envelope }),
    title,
    ...(signer === undefined ? {} : { signer }),
    ...(binding === undefined ? {} : { binding }),
  };
}
