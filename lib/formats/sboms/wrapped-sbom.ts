import type { ContentReading, EnvelopeContext } from '#lib/formats/documents/document';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';

/**
 * SBOMs inside an answer of somebody's interface: GitHub's dependency graph and Harbor have one at `sbom`, BuildKit's
 * `imagetools inspect` at `SPDX`, of an index by platform. Undefined for other values.
 */
export function openWrappedSbom(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  const documents = [at(value, 'sbom'), at(value, 'SPDX'), ...ofPlatforms(value)].filter(isSbom);
  const old = at(value, 'Document');
  if (documents.length === 0 && isOldSpdx(old)) return context.openValue(fromOldSpdx(old));
  if (documents.length === 0) return undefined;
  const readings = documents.map(context.openValue);
  return {
    documents: readings.flatMap((reading) => reading.documents),
    problems: readings.flatMap((reading) => reading.problems),
  };
}

function isSbom(value: unknown): boolean {
  return textAt(value, 'spdxVersion') !== undefined || textAt(value, 'bomFormat') !== undefined;
}

function ofPlatforms(value: unknown): readonly unknown[] {
  if (!isJsonObject(value)) return [];
  const names = Object.keys(value).slice(0, 100);
  return names.filter((name) => /^\w+\/\w/.test(name)).map((name) => at(value, name, 'SPDX'));
}

function isOldSpdx(document: unknown): boolean {
  return (textAt(document, 'specVersion') ?? textAt(document, 'spdxVersion'))?.startsWith('SPDX-') === true;
}

/** The JSON that SPDX's Python library wrote before 2.2: packages and files within what describes them. */
function fromOldSpdx(document: unknown): unknown {
  const packages = listAt(document, 'documentDescribes').map((item) => at(item, 'Package'));
  const files = packages.flatMap((item) => listAt(item, 'files').map((file) => at(file, 'File')));
  return {
    ...(isJsonObject(document) ? document : {}),
    spdxVersion: textAt(document, 'specVersion') ?? textAt(document, 'spdxVersion'),
    documentDescribes: packages.flatMap((item) => textAt(item, 'id') ?? textAt(item, 'SPDXID') ?? []),
    packages: packages.filter(isJsonObject).map((item) => ({ SPDXID: at(item, 'id'), ...item })),
    files: files
      .filter(isJsonObject)
      .map((file) => ({ SPDXID: at(file, 'id'), fileName: at(file, 'name'), ...file })),
  };
}
