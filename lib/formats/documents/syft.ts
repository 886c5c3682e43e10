import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { DocumentContext, DocumentReading } from './document.ts';
import { count, titled } from './phrase.ts';

/** Syft's own JSON, known by its schema's address or by its shape. */
export function readSyft(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const url = textAt(value, 'schema', 'url');
  const isSyft =
    url?.includes('/anchore/syft/') === true ||
    (textAt(value, 'descriptor', 'name') === 'syft' && at(value, 'artifacts') !== undefined);
  if (!isSyft && !(isSyftHead(value) && !context.isWhole)) return undefined;
  const packages = () => count(listAt(value, 'artifacts').length, 'package');
  return { kind: 'sbom', format: 'syft-json', title: titled('Syft', context, packages) };
}

// Syft writes the packages first and says only at the end who wrote them.
function isSyftHead(value: unknown): boolean {
  const first = at(value, 'artifacts', 0);
  return textAt(first, 'foundBy') !== undefined && at(first, 'locations') !== undefined;
}
