import { cleanText } from '#lib/text/untrusted-text';
import type { Context, Document } from './document.ts';
import { count, titled } from './phrase.ts';

const cycloneNamespace = /xmlns(?::\w{1,20})?=["']http:\/\/cyclonedx\.org\/schema\/bom\/([\d.]{1,6})["']/;
const spdxVersion = /^SPDXVersion: {0,4}SPDX-([\d.]{1,6})/m;

/** The forms that are no JSON: CycloneDX in XML, SPDX in tag-value; `start` is the head of the text. */
export function readText(start: string, bytes: Uint8Array, context: Context): Document | undefined {
  const xml = start.startsWith('<') ? cycloneNamespace.exec(start)?.[1] : undefined;
  if (xml !== undefined) {
    const components = () => count(listedComponents(new TextDecoder().decode(bytes)), 'component');
    return sbom('cyclonedx-xml', titled(`CycloneDX ${cleanText(xml)}`, context, components));
  }
  const tagValue = spdxVersion.exec(start)?.[1];
  if (tagValue === undefined) return undefined;
  const packages = () => count(occurrences(new TextDecoder().decode(bytes), /^PackageName:/gm), 'package');
  return sbom('spdx-tag-value', titled(`SPDX ${cleanText(tagValue)}`, context, packages));
}

/** Those in the list: the one before it is what the BOM is about. */
function listedComponents(text: string): number {
  const start = text.search(/<(?:\w{1,20}:)?components[\s>]/);
  return start < 0 ? 0 : occurrences(text.slice(start), /<(?:\w{1,20}:)?component[\s>]/g);
}

function occurrences(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function sbom(format: string, title: string): Document {
  return { kind: 'sbom', format, title };
}
