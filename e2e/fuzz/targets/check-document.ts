import { demand, unlessRefused } from '#e2e/fuzz/fuzz-target';
import { checkPrototypes } from '#e2e/fuzz/targets/descriptors';
import { partRowSchemas, summarySchema } from '#lib/api/contract/document-contract';
import { readContent } from '#lib/formats/content/read-content';
import type { DocumentReading } from '#lib/formats/documents/document';
import { partNames } from '#lib/formats/documents/rows';
import { parseDigest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';

const digest = parseDigest(`sha256:${'d'.repeat(64)}`);
const rowsMax = 200;

/**
 * Reads a file as whoever opens it does, and demands that everything that is said of it is what the browser expects; tells
 * whether it was taken for a document.
 */
export function checkDocument(bytes: Uint8Array<ArrayBuffer>, isWhole = true): boolean {
  const blob = { mediaType: 'application/octet-stream', digest, size: bytes.length };
  const { documents, problems } = readContent({ blob, bytes, isWhole });
  for (const problem of problems) demand(/^.{3,500}$/s.test(problem), 'a problem is no sentence');
  for (const document of documents) checkReading(document);
  checkPrototypes();
  return documents.length > 0;
}

function checkReading(document: DocumentReading): void {
  demand(document.title !== '' && document.title.length < 400, 'a title is empty or endless');
  for (const tell of [document.summary, document.signature]) {
    const summary = unlessRefused(() => tell?.(), OciError);
    demand(
      summary === undefined || summarySchema.safeParse(JSON.parse(JSON.stringify(summary))).success,
      'a summary is not what the browser expects',
    );
  }
  for (const name of partNames) unlessRefused(() => checkRows(name, document), OciError);
}

function checkRows(name: (typeof partNames)[number], document: DocumentReading): void {
  let left = rowsMax;
  for (const row of document.rows?.[name]?.() ?? []) {
    const read = partRowSchemas[name].safeParse(JSON.parse(JSON.stringify(row)));
    demand(read.success, `a row of ${name} is not what the browser expects`);
    if (--left === 0) return;
  }
}
