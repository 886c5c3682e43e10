import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { DocumentContext, DocumentReading } from './document.ts';
import { count, severityText, verdict } from './phrase.ts';

/** Trivy's own JSON. */
export function readTrivy(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (typeof at(value, 'SchemaVersion') !== 'number') return undefined;
  if (textAt(value, 'ArtifactName') === undefined && at(value, 'Results') === undefined) return undefined;
  const results = listAt(value, 'Results');
  const all = (name: string) => results.flatMap((result) => listAt(result, name));
  const found = () =>
    severityText(all('Vulnerabilities').map((finding) => textAt(finding, 'Severity'))) ??
    some(all('Misconfigurations'), 'misconfiguration') ??
    some(all('Secrets'), 'secret') ??
    'No vulnerabilities';
  return { kind: 'vulnerability-report', format: 'trivy-json', title: verdict(context, found, 'Trivy') };
}

function some(findings: readonly unknown[], noun: string): string | undefined {
  return findings.length === 0 ? undefined : count(findings.length, noun);
}
