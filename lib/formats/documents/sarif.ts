import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import type { DocumentContext, DocumentReading } from './document.ts';
import { count, countWords, titled } from './phrase.ts';

const levels = ['error', 'warning', 'note'] as const;

/** SARIF 2.1.0; a result without a level is a warning, as the standard says (§3.27.10). */
export function readSarif(value: unknown, context: DocumentContext): DocumentReading | undefined {
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
  const title = titled('SARIF', context, results);
  return {
    kind: 'vulnerability-report',
    format: 'sarif',
    title: tool === undefined ? title : `${title} · ${cleanText(tool, 30)}`,
  };
}
