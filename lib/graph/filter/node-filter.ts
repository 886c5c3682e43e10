import type { GraphNode } from '#lib/graph/model';
import type { Item } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';
import type { Facet } from './facets.ts';
import { facets, valuesOf } from './facets.ts';
import { readable, wordsOf } from './text-index.ts';

/** The part of a view that filters. */
export type Filter = Pick<View, Facet | 'text' | 'hides'>;

/** What is chosen of one facet. */
type Choice = { readonly facet: Facet; readonly fits: (node: GraphNode) => boolean };

/** A filter made ready for many nodes: all choices must fit, and all words be found. */
export type NodeFilter = {
  /** Whether anything is asked for. */
  readonly isOn: boolean;
  /** Whether what does not fit is left out, not only dimmed. */
  readonly hides: boolean;
  readonly choices: readonly Choice[];
  readonly words: readonly string[];
  /** The time that ages are counted to, in milliseconds since the epoch. */
  readonly now: number;
};

/** Of each facet's choice any may fit; `now` is in milliseconds since the epoch. */
export function makeNodeFilter(view: Filter, now: number): NodeFilter {
  const choices = facets.flatMap((facet): readonly Choice[] => {
    const values: ReadonlySet<string> = new Set<string>(view[facet]);
    const fits = (node: GraphNode) => valuesOf[facet](node, now).some((value) => values.has(value));
    return values.size === 0 ? [] : [{ facet, fits }];
  });
  const words = wordsOf(view.text);
  const isOn = choices.length > 0 || words.length > 0;
  return { isOn, hides: isOn && view.hides, choices, words, now };
}

/** Asks for nothing. */
export const noFilter = makeNodeFilter(emptyView, 0);

/** Whether one node fits; for all of a graph {@link fittingNodes} is far quicker. */
export function fits(node: GraphNode, { choices, words }: NodeFilter): boolean {
  if (!choices.every((choice) => choice.fits(node))) return false;
  if (words.length === 0) return true;
  const text = readable(node);
  return words.every((word) => text.includes(word));
}

/** Whether this item steps back: filtering dims, it does not prune. The root stays, so that nobody loses the way. */
export function isDimmed(item: Item, filter: NodeFilter): boolean {
  if (!filter.isOn || item.lane === 'root' || item.type === 'tags') return false;
  return item.type === 'stack'
    ? !item.members.some((member) => fits(member, filter))
    : !fits(item.node, filter);
}
