import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { DocumentContext, DocumentReading } from './document.ts';
import { severityText, verdict } from './phrase.ts';

/** Grype's own JSON. */
export function readGrype(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (!Array.isArray(at(value, 'matches'))) return undefined;
  const matches = listAt(value, 'matches');
  const isGrype =
    textAt(value, 'descriptor', 'name') === 'grype' ||
    textAt(matches[0], 'vulnerability', 'id') !== undefined;
  if (!isGrype) return undefined;
  const found = () =>
    severityText(matches.map((match) => textAt(match, 'vulnerability', 'severity'))) ?? 'No vulnerabilities';
  return { kind: 'vulnerability-report', format: 'grype-json', title: verdict(context, found, 'Grype') };
}
