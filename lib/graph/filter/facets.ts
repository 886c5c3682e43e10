import type { GraphNode } from '#lib/graph/model';
import type { Age, View } from '#lib/graph/picture/view';
import { ages } from '#lib/graph/picture/view';
import { kinds } from '#lib/oci/kind';

/** What nodes are told apart by: each is a list of the view, of which any may fit; all that have a choice must agree. */
export const facets = ['kinds', 'artifactTypes', 'platforms', 'annotations', 'signers', 'ages'] as const;
export type Facet = (typeof facets)[number];

/** The values of one node, as they stand in the view; ages are counted to `now` (milliseconds since the epoch). */
export const valuesOf = {
  kinds: ({ kind }) => [kind],
  artifactTypes: ({ artifactType, mediaType }) => [artifactType ?? mediaType],
  platforms: ({ platform }) => (platform === undefined ? [] : [platform]),
  annotations: annotationsOf,
  signers: ({ signer, parts = [] }) => [signer, ...parts.map((part) => part.signer)].filter(isText),
  ages: ({ created }, now) => agesOf(created, now),
} as const satisfies { [F in Facet]: (node: GraphNode, now: number) => View[F] };

/** The order of values that is not by how many there are of them. */
export const orderOf: Readonly<Partial<Record<Facet, readonly string[]>>> = { kinds, ages };

const annotations = new WeakMap<GraphNode, readonly string[]>();

// A key alone asks for any value: both stand in the list, put together once for each node.
function annotationsOf(node: GraphNode): readonly string[] {
  const known = annotations.get(node);
  if (known !== undefined) return known;
  const list = Object.entries(node.annotations).flatMap(([key, value]) => [key, `${key}=${value}`]);
  annotations.set(node, list);
  return list;
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

const dayMs = 86_400_000;
const longest = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs, year: 365 * dayMs } as const;

/** All ages that a date (RFC 3339) has at `now` (milliseconds since the epoch): yesterday is in this week and this year too. */
export function agesOf(created: string | undefined, now: number): readonly Age[] {
  const time = created === undefined ? Number.NaN : Date.parse(created);
  if (Number.isNaN(time)) return ['undated'];
  const fitting = (['day', 'week', 'month', 'year'] as const).filter((age) => now - time <= longest[age]);
  return fitting.length === 0 ? ['older'] : fitting;
}
