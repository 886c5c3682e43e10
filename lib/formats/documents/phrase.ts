import { formatBytes } from '#lib/text/format';
import { cleanText } from '#lib/text/untrusted-text';
import type { DocumentContext } from './document.ts';

/** `1 package`, `214 packages`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** A title with what was counted; of a head nothing can be counted, so its size is told. */
export function titled(name: string, context: DocumentContext, counted: () => string | undefined): string {
  const fact = context.isWhole ? counted() : formatBytes(context.bytes);
  return fact === undefined ? name : `${name} · ${fact}`;
}

/** The numbers that are not zero, in the order given: `2 critical, 5 high`; undefined when all are. */
export function tally(
  counts: ReadonlyMap<string, number>,
  order: readonly string[],
  most = order.length,
): string | undefined {
  const found = order.filter((word) => (counts.get(word) ?? 0) > 0).slice(0, most);
  return found.length === 0 ? undefined : found.map((word) => `${counts.get(word)} ${word}`).join(', ');
}

/** How often each word comes. */
export function countWords(words: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** `2 critical, 5 high · Trivy`, of a head `Trivy report · 12.0 MiB`. */
export function verdict(context: DocumentContext, found: () => string, tool: string): string {
  const name = cleanText(tool, 30);
  return context.isWhole ? `${found()} · ${name}` : `${name} report · ${formatBytes(context.bytes)}`;
}
