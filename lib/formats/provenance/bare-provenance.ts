import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { at, textAt } from '#lib/formats/json/json-path';
import { slsaV1, slsaV02 } from './slsa-build.ts';
import { readProvenance } from './slsa-provenance.ts';

/** The predicate of SLSA provenance without its statement, as some tools attach it. */
export function readBareProvenance(
  value: unknown,
  { isWrapped }: DocumentContext,
): DocumentReading | undefined {
  if (isWrapped) return undefined;
  const isV1 =
    at(value, 'buildDefinition', 'buildType') !== undefined && at(value, 'runDetails') !== undefined;
  const isV02 =
    textAt(value, 'builder', 'id') !== undefined &&
    (textAt(value, 'buildType') ?? textAt(value, 'recipe', 'type')) !== undefined;
  if (!isV1 && !isV02) return undefined;
  const reading = readProvenance(value, isV1 ? slsaV1 : slsaV02);
  const version = reading.version ?? '1';
  return {
    kind: 'provenance',
    format: `slsa-provenance-v${version}`,
    title: `SLSA v${version}`,
    ...reading,
    problems: ['It is a predicate without a statement, so nothing says which artifact it is about.'],
  };
}
