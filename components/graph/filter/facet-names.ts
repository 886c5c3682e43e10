import type { Facet } from '#lib/graph/filter/node-filter';
import type { Age } from '#lib/graph/picture/view';
import type { Kind } from '#lib/oci/kind';

const ageNames = {
  day: 'last 24 hours',
  week: 'last 7 days',
  month: 'last 30 days',
  year: 'last year',
  older: 'older than a year',
  undated: 'without a date',
} as const satisfies Record<Age, string>;

/** What each facet is called over its list. */
export const facetNames = {
  kinds: 'Kind',
  artifactTypes: 'artifactType',
  platforms: 'Platform',
  annotations: 'Annotation',
  signers: 'Claimed signer',
  ages: 'Age',
} as const satisfies Record<Facet, string>;

/** What a value of a facet is called. */
export function valueName(facet: Facet, value: string): string {
  if (facet === 'kinds') return value === 'vulnerability-report' ? 'report' : value.replaceAll('-', ' ');
  return facet === 'ages' && isAge(value) ? ageNames[value] : value;
}

/** Kinds of what is attached come first: that is what people look for among what is contained. */
export function isContentKind(kind: Kind): boolean {
  return kind === 'image' || kind === 'index' || kind === 'layer' || kind === 'config';
}

function isAge(text: string): text is Age {
  return text in ageNames;
}
