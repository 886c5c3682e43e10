import type { DocumentSummary } from '#lib/formats/documents/summaries';
import { summarySentence } from './summary-sentence.ts';

/** The first line of a document: what its summary answers. */
export function SummaryLine({ summary }: { readonly summary: DocumentSummary }) {
  const text = summarySentence(summary, Date.now());
  return text === undefined ? null : <p className="font-medium [overflow-wrap:anywhere]">{text}</p>;
}
