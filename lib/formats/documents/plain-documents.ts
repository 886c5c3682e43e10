import { readCycloneDx, readCycloneDxXml } from './cyclonedx.ts';
import type { DocumentContext, DocumentReading, JsonReader, TextReader } from './document.ts';
import { readSpdx2, readSpdx3, readSpdxTagValue } from './spdx.ts';
import { readSyft } from './syft.ts';

/** The forms of documents that nothing wraps: a new one is a file beside this one, and a row here. */
const jsonReaders: readonly JsonReader[] = [readSpdx2, readSpdx3, readCycloneDx, readSyft];
const textReaders: readonly TextReader[] = [readCycloneDxXml, readSpdxTagValue];

/** A JSON document that is wrapped in nothing, by what it says of itself; undefined when no form is known. */
export function readPlain(value: unknown, context: DocumentContext): DocumentReading | undefined {
  for (const read of jsonReaders) {
    const document = read(value, context);
    if (document !== undefined) return document;
  }
  return undefined;
}

/** A document that is not JSON, by the head of its text; undefined when no form is known. */
export function readText(
  start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  for (const read of textReaders) {
    const document = read(start, bytes, context);
    if (document !== undefined) return document;
  }
  return undefined;
}
