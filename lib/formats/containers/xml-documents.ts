import { OciError } from '#lib/oci/oci-error';
import type { ContainerContent, Opened } from './container.ts';
import { fromCycloneDxXml, isCycloneDxXml } from './cyclonedx-xml.ts';
import { isRdfXml } from './rdf-xml.ts';
import { fromSpdxRdf } from './spdx-rdf.ts';
import { fromSpdxXml, isSpdxXml } from './spdx-xml.ts';
import type { XmlElement } from './xml.ts';
import { parseXml } from './xml.ts';

/**
 * XML: a document that has a form in JSON too is given in the shape of that, any other as its root element.
 *
 * @throws OciError `document-invalid` for XML that is broken or attacks its reader; a web page is left to others
 */
export function openXml({ start, text, isWhole }: ContainerContent): Opened | undefined {
  if (!/^<[?!\w]/.test(start) || /^<(?:!doctype )?html\b/i.test(start)) return undefined;
  const reading = parseXml(text().trimStart(), isWhole);
  if ('problem' in reading) {
    if (/^<[\w-]{1,40}(?:\s|>)/.test(start) && !/xmlns|<testsuite/.test(start)) return undefined;
    throw new OciError('document-invalid', reading.problem);
  }
  return toOpened(reading.root);
}

function toOpened(root: XmlElement): Opened {
  if (isCycloneDxXml(root)) return { container: 'xml', values: [fromCycloneDxXml(root)] };
  if (isSpdxXml(root)) return { container: 'xml', values: [fromSpdxXml(root)] };
  const graph = isRdfXml(root) ? fromSpdxRdf(root) : undefined;
  return graph === undefined ? { container: 'xml', values: [root] } : { container: 'rdf', values: [graph] };
}
