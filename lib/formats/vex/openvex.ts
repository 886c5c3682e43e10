import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { count, countWords, tally, titled } from '#lib/formats/documents/phrase';
import { listAt, textAt } from '#lib/formats/json/json-path';

const statuses = ['affected', 'not affected', 'fixed', 'under investigation'] as const;

/** OpenVEX: statements which vulnerabilities matter (https://github.com/openvex/spec). */
export function readOpenVex(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (textAt(value, '@context')?.startsWith('https://openvex.dev/ns') !== true) return undefined;
  const statements = listAt(value, 'statements');
  const summary = () => {
    const words = statements.map((statement) => (textAt(statement, 'status') ?? '').replaceAll('_', ' '));
    return tally(countWords(words), statuses) ?? count(statements.length, 'statement');
  };
  return { kind: 'vex', format: 'openvex', title: titled('OpenVEX', context, summary) };
}
