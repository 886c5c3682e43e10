import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import type { DocumentContext, DocumentReading } from './document.ts';
import { count, countMatches, titled } from './phrase.ts';

/** SPDX 2 in JSON (https://spdx.github.io/spdx-spec/v2.3/). */
export function readSpdx2(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const version = textAt(value, 'spdxVersion');
  if (version?.startsWith('SPDX-') !== true) return undefined;
  const packages = () => count(listAt(value, 'packages').length, 'package');
  return sbom('spdx-json', titled(`SPDX ${versionOf(version.slice(5))}`, context, packages));
}

const spdx3Context = 'https://spdx.org/rdf/3';

/** SPDX 3 in JSON-LD: a list of elements, each with its type (https://spdx.github.io/spdx-spec/v3.0.1/serializations/). */
export function readSpdx3(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const vocabulary = at(value, '@context');
  const contexts = Array.isArray(vocabulary) ? vocabulary : [vocabulary];
  const found = contexts.find((text) => typeof text === 'string' && text.startsWith(spdx3Context));
  if (typeof found !== 'string') return undefined;
  const version = found.slice('https://spdx.org/rdf/'.length).split('/', 1)[0] ?? '3';
  const packages = () => {
    const types = listAt(value, '@graph').map(
      (element) => textAt(element, 'type') ?? textAt(element, '@type'),
    );
    return count(types.filter((type) => type === 'software_Package').length, 'package');
  };
  return sbom('spdx3-json', titled(`SPDX ${versionOf(version)}`, context, packages));
}

const tagValueVersion = /^SPDXVersion: {0,4}SPDX-([\d.]{1,6})/m;

/** SPDX 2 in tag-value, a text of `Name: value` lines; `start` is its head. */
export function readSpdxTagValue(
  start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  const version = tagValueVersion.exec(start)?.[1];
  if (version === undefined) return undefined;
  const packages = () => count(countMatches(new TextDecoder().decode(bytes), /^PackageName:/gm), 'package');
  return sbom('spdx-tag-value', titled(`SPDX ${versionOf(version)}`, context, packages));
}

function sbom(format: string, title: string): DocumentReading {
  return { kind: 'sbom', format, title };
}

function versionOf(text: string): string {
  return cleanText(text, 12);
}
