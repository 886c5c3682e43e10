import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import type { Context, Document } from './document.ts';
import { count, titled } from './phrase.ts';

/** SPDX 2 in JSON (https://spdx.github.io/spdx-spec/v2.3/). */
export function readSpdx2(value: unknown, context: Context): Document | undefined {
  const version = textAt(value, 'spdxVersion');
  if (version?.startsWith('SPDX-') !== true) return undefined;
  const packages = () => count(listAt(value, 'packages').length, 'package');
  return sbom('spdx-json', titled(`SPDX ${versionOf(version.slice(5))}`, context, packages));
}

const spdx3Context = 'https://spdx.org/rdf/3';

/** SPDX 3 in JSON-LD: a list of elements, each with its type (https://spdx.github.io/spdx-spec/v3.0.1/serializations/). */
export function readSpdx3(value: unknown, context: Context): Document | undefined {
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

/** CycloneDX in JSON; one that holds findings and no components is a report, or VEX once somebody has judged them. */
export function readCycloneDx(value: unknown, context: Context): Document | undefined {
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

/** Syft's own JSON, known by its schema's address or by its shape. */
export function readSyft(value: unknown, context: Context): Document | undefined {
  const url = textAt(value, 'schema', 'url');
  const isSyft =
    url?.includes('/anchore/syft/') === true ||
    (textAt(value, 'descriptor', 'name') === 'syft' && at(value, 'artifacts') !== undefined);
  if (!isSyft && !(isSyftHead(value) && !context.isWhole)) return undefined;
  return sbom(
    'syft-json',
    titled('Syft', context, () => count(listAt(value, 'artifacts').length, 'package')),
  );
}

// Syft writes the packages first and says only at the end who wrote them.
function isSyftHead(value: unknown): boolean {
  const first = at(value, 'artifacts', 0);
  return textAt(first, 'foundBy') !== undefined && at(first, 'locations') !== undefined;
}

function sbom(format: string, title: string): Document {
  return { kind: 'sbom', format, title };
}

function versionOf(text: string): string {
  return cleanText(text, 12);
}
