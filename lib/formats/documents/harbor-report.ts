import { listAt, textAt } from '#lib/formats/json/json-path';
import type { DocumentContext, DocumentReading } from './document.ts';
import { severityText, verdict } from './phrase.ts';

/** The report of Harbor's scanner adapters (https://github.com/goharbor/pluggable-scanner-spec). */
export function readHarborReport(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const scanner = textAt(value, 'scanner', 'name');
  if (scanner === undefined || textAt(value, 'generated_at') === undefined) return undefined;
  const found = () =>
    severityText(listAt(value, 'vulnerabilities').map((finding) => textAt(finding, 'severity'))) ??
    'No vulnerabilities';
  return { kind: 'vulnerability-report', format: 'harbor-report', title: verdict(context, found, scanner) };
}
