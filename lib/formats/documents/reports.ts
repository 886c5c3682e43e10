import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { formatBytes } from '#lib/text/format';
import { cleanText } from '#lib/text/untrusted-text';
import type { Context, Document } from './document.ts';
import { count, countWords, tally, titled } from './phrase.ts';

const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'none', 'unknown'] as const;
const levels = ['error', 'warning', 'note'] as const;

/** SARIF 2.1.0; a result without a level is a warning, as the standard says (§3.27.10). */
export function readSarif(value: unknown, context: Context): Document | undefined {
  const isSarif =
    textAt(value, '$schema')?.toLowerCase().includes('sarif') === true ||
    (textAt(value, 'version')?.startsWith('2.') === true &&
      textAt(value, 'runs', 0, 'tool', 'driver', 'name') !== undefined);
  if (!isSarif || !Array.isArray(at(value, 'runs'))) return undefined;
  const runs = listAt(value, 'runs');
  const tool = textAt(runs[0], 'tool', 'driver', 'name');
  const results = () => {
    const found = runs.flatMap((run) => listAt(run, 'results'));
    const counts = countWords(found.map((result) => textAt(result, 'level') ?? 'warning'));
    const words = levels
      .filter((level) => counts.has(level))
      .map((level) => count(counts.get(level) ?? 0, level));
    return words.length > 0 ? words.join(', ') : count(found.length, 'result');
  };
  return report('sarif', signed(titled('SARIF', context, results), tool));
}

/** Trivy's own JSON. */
export function readTrivy(value: unknown, context: Context): Document | undefined {
  if (typeof at(value, 'SchemaVersion') !== 'number') return undefined;
  if (textAt(value, 'ArtifactName') === undefined && at(value, 'Results') === undefined) return undefined;
  const results = listAt(value, 'Results');
  const all = (name: string) => results.flatMap((result) => listAt(result, name));
  const found = () =>
    severityText(all('Vulnerabilities').map((finding) => textAt(finding, 'Severity'))) ??
    some(all('Misconfigurations'), 'misconfiguration') ??
    some(all('Secrets'), 'secret') ??
    'No vulnerabilities';
  return report('trivy-json', verdict(context, found, 'Trivy'));
}

/** Grype's own JSON. */
export function readGrype(value: unknown, context: Context): Document | undefined {
  if (!Array.isArray(at(value, 'matches'))) return undefined;
  const matches = listAt(value, 'matches');
  const isGrype =
    textAt(value, 'descriptor', 'name') === 'grype' ||
    textAt(matches[0], 'vulnerability', 'id') !== undefined;
  if (!isGrype) return undefined;
  const found = () =>
    severityText(matches.map((match) => textAt(match, 'vulnerability', 'severity'))) ?? 'No vulnerabilities';
  return report('grype-json', verdict(context, found, 'Grype'));
}

/** The report of Harbor's scanner adapters (https://github.com/goharbor/pluggable-scanner-spec). */
export function readHarborReport(value: unknown, context: Context): Document | undefined {
  const scanner = textAt(value, 'scanner', 'name');
  if (scanner === undefined || textAt(value, 'generated_at') === undefined) return undefined;
  const found = () =>
    severityText(listAt(value, 'vulnerabilities').map((finding) => textAt(finding, 'severity'))) ??
    'No vulnerabilities';
  return report('harbor-report', verdict(context, found, scanner));
}

/** `2 critical, 5 high`: the two gravest that were found; undefined when there is nothing. */
export function severityText(words: readonly (string | undefined)[]): string | undefined {
  const known = new Set<string>(severities);
  const counts = countWords(
    words.map((word) => {
      const lower = word?.toLowerCase() ?? 'unknown';
      return known.has(lower) ? lower : 'unknown';
    }),
  );
  return tally(counts, severities, 2);
}

/** `2 critical, 5 high · Trivy`, of a head `Trivy report · 12.0 MiB`. */
export function verdict(context: Context, found: () => string, tool: string): string {
  const name = cleanText(tool, 30);
  return context.isWhole ? `${found()} · ${name}` : `${name} report · ${formatBytes(context.bytes)}`;
}

function some(findings: readonly unknown[], noun: string): string | undefined {
  return findings.length === 0 ? undefined : count(findings.length, noun);
}

function signed(title: string, tool: string | undefined): string {
  return tool === undefined ? title : `${title} · ${cleanText(tool, 30)}`;
}

function report(format: string, title: string): Document {
  return { kind: 'vulnerability-report', format, title };
}
