import type { DocumentReading } from '#lib/formats/documents/document';

/** A document that lies in one more envelope. */
export function wrapped(document: DocumentReading, envelope: string): DocumentReading {
  return { ...document, envelope, envelopes: [envelope, ...(document.envelopes ?? [])] };
}
