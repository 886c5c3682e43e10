import { listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import type { DocumentContext, DocumentReading } from './document.ts';
import { count, countMatches, titled } from './phrase.ts';

/** CycloneDX in JSON; one that holds findings and no components is a report, or VEX once somebody has judged them. */
export function readCycloneDx(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (textAt(value, 'bomFormat') !== 'CycloneDX') return undefined;
  const name = `CycloneDX ${versionOf(textAt(value, 'specVersion') ?? '')}`.trimEnd();
  const components = countComponents(value);
  const findings = listAt(value, 'vulnerabilities');
  if (!context.isWhole || components > 0 || findings.length === 0)
    return sbom(
      'cyclonedx-json',
      titled(name, context, () => count(components, 'component')),
    );
  const isJudged = findings.some((finding) => textAt(finding, 'analysis', 'state') !== undefined);
  return {
    kind: isJudged ? 'vex' : 'vulnerability-report',
    format: 'cyclonedx-json',
    title: `${name}${isJudged ? ' VEX' : ''} · ${count(findings.length, 'vulnerability', 'vulnerabilities')}`,
  };
}

/** The components and what is nested in them, as CycloneDX allows. */
function countComponents(bom: unknown): number {
  let total = 0;
  for (let level = listAt(bom, 'components'); level.length > 0; ) {
    total += level.length;
    level = level.flatMap((component) => listAt(component, 'components'));
  }
  return total;
}

const namespace = /xmlns(?::\w{1,20})?=["']http:\/\/cyclonedx\.org\/schema\/bom\/([\d.]{1,6})["']/;

/** CycloneDX in XML; `start` is the head of the text. */
export function readCycloneDxXml(
  start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  const version = start.startsWith('<') ? namespace.exec(start)?.[1] : undefined;
  if (version === undefined) return undefined;
  const components = () => count(listedComponents(new TextDecoder().decode(bytes)), 'component');
  return sbom('cyclonedx-xml', titled(`CycloneDX ${versionOf(version)}`, context, components));
}

/** Those in the list: the one before it is what the BOM is about. */
function listedComponents(text: string): number {
  const start = text.search(/<(?:\w{1,20}:)?components[\s>]/);
  return start < 0 ? 0 : countMatches(text.slice(start), /<(?:\w{1,20}:)?component[\s>]/g);
}

function sbom(format: string, title: string): DocumentReading {
  return { kind: 'sbom', format, title };
}

function versionOf(text: string): string {
  return cleanText(text, 12);
}
