import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { count, titled } from '#lib/formats/documents/phrase';
import { listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';

/** A security advisory in CSAF 2; its VEX profile and its advisories both say which vulnerabilities matter. */
export function readCsaf(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (textAt(value, 'document', 'csaf_version') === undefined) return undefined;
  const isVex = textAt(value, 'document', 'category') === 'csaf_vex';
  const id = textAt(value, 'document', 'tracking', 'id');
  const name = `CSAF${isVex ? ' VEX' : ''}${id === undefined ? '' : ` ${cleanText(id, 40)}`}`;
  const summary = () => count(listAt(value, 'vulnerabilities').length, 'vulnerability', 'vulnerabilities');
  return { kind: 'vex', format: 'csaf', title: titled(name, context, summary) };
}
