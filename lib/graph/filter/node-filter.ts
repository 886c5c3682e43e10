import type { GraphNode } from '#lib/graph/model';
import type { Item } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';
import type { Facet } from './facets.ts';
import { facets, valuesOf } from './facets.ts';
import { searchTextOf, wordsOf } from './text-index.ts';

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
