import type { GraphNode } from '#lib/graph/model';
import type { Kind } from '#lib/oci/kind';

const many: Readonly<Partial<Record<Kind, string>>> = {
  image: 'images',
  index: 'indexes',
  signature: 'signatures',
  attestation: 'attestations',
  provenance: 'provenance statements',
  sbom: 'SBOMs',
  'vulnerability-report': 'reports',
  vex: 'VEX documents',
  'test-result': 'test results',
  chart: 'charts',
  layer: 'layers',
};

/** What the members of a stack are together: `Trivy reports` where all titles end in ` · Trivy`, `SARIF reports` where all are `SARIF report`, else their kind. */
export function stackTitle(members: readonly GraphNode[]): string {
  const [first] = members;
  if (first === undefined) return '';
  const noun = many[first.kind] ?? 'artifacts';
  const maker = first.title.slice(first.title.lastIndexOf(separator) + separator.length);
  // What a certificate says is nobody's name until it is checked.
  const isShared =
    first.kind !== 'signature' &&
    first.title.includes(separator) &&
    members.every(({ title }) => title.endsWith(separator + maker));
  if (isShared) return `${maker} ${noun}`;
  return members.every(({ title }) => title === first.title)
    ? first.title.replace(countable, '$&s')
    : noun.charAt(0).toUpperCase() + noun.slice(1);
}

const separator = ' · ';

/** What ends a title and has a plural of its own. */
const countable = /(?:report|SBOM|signature|attestation|Signature|image|chart|layer|module|package|bundle)$/;
