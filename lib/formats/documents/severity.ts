import { formatBytes } from '#lib/text/format';
import { cleanText } from '#lib/text/untrusted-text';
import type { DocumentContext } from './document.ts';
import { countWords, tally } from './phrase.ts';

const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'none', 'unknown'] as const;

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
export function verdict(context: DocumentContext, found: () => string, tool: string): string {
  const name = cleanText(tool, 30);
  return context.isWhole ? `${found()} · ${name}` : `${name} report · ${formatBytes(context.bytes)}`;
}
