import { listedPlatforms } from '#lib/graph/listed-platforms';
import type { GraphNode } from '#lib/graph/model';
import type { Item } from '#lib/graph/picture/picture';
import type { Age, View } from '#lib/graph/picture/view';
import { ages, emptyView } from '#lib/graph/picture/view';
import { kinds } from '#lib/oci/kind';
import { searchTextOf, wordsOf } from './text-index.ts';

/** What nodes are told apart by: each is a list of the view, of which any may fit; all that have a choice must agree. */
export const facets = ['kinds', 'artifactTypes', 'platforms', 'annotations', 'signers', 'ages'] as const;
export type Facet = (typeof facets)[number];

/** The values of one node, as they stand in the view; ages are counted to `now` (milliseconds since the epoch). */
export const valuesOf = {
  kinds: ({ kind }) => [kind],
  artifactTypes: ({ artifactType, mediaType }) => [artifactType ?? mediaType],
  platforms: listedPlatforms,
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

/** The part of a view that filters. */
export type FilterChoices = Pick<View, Facet | 'text' | 'hides'>;

/** What is chosen of one facet. */
type Choice = { readonly facet: Facet; readonly matches: (node: GraphNode) => boolean };

/** A filter prepared for many nodes: every choice must match, and every word must be found. */
export type NodeFilter = {
  /** Whether anything is chosen. */
  readonly isOn: boolean;
  /** Whether what does not match is left out, not only dimmed. */
  readonly hides: boolean;
  readonly choices: readonly Choice[];
  readonly words: readonly string[];
  /** The time that ages are counted to, in milliseconds since the epoch. */
  readonly now: number;
};

/** A node matches a facet when it has any of the chosen values; `now` is in milliseconds since the epoch. */
export function makeNodeFilter(view: FilterChoices, now: number): NodeFilter {
  const choices = facets.flatMap((facet): readonly Choice[] => {
    const values: ReadonlySet<string> = new Set<string>(view[facet]);
    const matches = (node: GraphNode) => valuesOf[facet](node, now).some((value) => values.has(value));
    return values.size === 0 ? [] : [{ facet, matches }];
  });
  const words = wordsOf(view.text);
  const isOn = choices.length > 0 || words.length > 0;
  return { isOn, hides: isOn && view.hides, choices, words, now };
}

/** A filter that every node matches. */
export const noFilter = makeNodeFilter(emptyView, 0);

/** Whether one node matches; for all nodes of a graph `matchingNodes` is far quicker. */
export function matchesFilter(node: GraphNode, { choices, words }: NodeFilter): boolean {
  if (!choices.every((choice) => choice.matches(node))) return false;
  if (words.length === 0) return true;
  const text = searchTextOf(node);
  return words.every((word) => text.includes(word));
}

/** Whether the filter dims this item. The root is never dimmed: a person needs it to find the way. */
export function isDimmed(item: Item, filter: NodeFilter): boolean {
  if (!filter.isOn || item.lane === 'root' || item.type === 'tags') return false;
  return item.type === 'stack'
    ? !item.members.some((member) => matchesFilter(member, filter))
    : !matchesFilter(item.node, filter);
}
