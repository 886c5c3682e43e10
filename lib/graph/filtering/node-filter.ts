import type { Facet } from '#lib/graph/filtering/facets';
import { facets, valuesOf } from '#lib/graph/filtering/facets';
import type { GraphNode } from '#lib/graph/model';
import type { Item } from '#lib/graph/picture';
import type { View } from '#lib/graph/view';
import { emptyView } from '#lib/graph/view';

/** The part of a view that filters. */
export type Filter = Pick<View, Facet | 'text' | 'hides'>;

/** A filter made ready for many nodes. */
export type NodeFilter = {
  /** Whether anything is asked for. */
  readonly isOn: boolean;
  /** Whether what does not fit is left out, not only dimmed. */
  readonly hides: boolean;
  readonly fits: (node: GraphNode) => boolean;
  /** Whether a node would fit if nothing were chosen of this facet: what its values are counted over. */
  readonly fitsBut: (facet: Facet, node: GraphNode) => boolean;
  /** The time that ages are counted to, in milliseconds since the epoch. */
  readonly now: number;
};

/** Of each facet's choice any may fit, of the words each must be found; `now` is in milliseconds since the epoch. */
export function makeNodeFilter(view: Filter, now: number): NodeFilter {
  const chosen = facets.flatMap((facet) => {
    const values: ReadonlySet<string> = new Set<string>(view[facet]);
    const fits = (node: GraphNode) => valuesOf[facet](node, now).some((value) => values.has(value));
    return values.size === 0 ? [] : [{ facet, fits }];
  });
  const words = wordsOf(view.text);
  const hasWords = (node: GraphNode) =>
    words.length === 0 || words.every((word) => readable(node).includes(word));
  const isOn = chosen.length > 0 || words.length > 0;
  return {
    isOn,
    hides: isOn && view.hides,
    fits: (node) => chosen.every((choice) => choice.fits(node)) && hasWords(node),
    fitsBut: (facet, node) =>
      chosen.every((choice) => choice.facet === facet || choice.fits(node)) && hasWords(node),
    now,
  };
}

/** Asks for nothing. */
export const noFilter = makeNodeFilter(emptyView, 0);

/** Whether this item steps back: filtering dims, it does not prune. The root stays, so that nobody loses the way. */
export function isDimmed(item: Item, filter: NodeFilter): boolean {
  if (!filter.isOn || item.lane === 'root' || item.type === 'tags') return false;
  return item.type === 'stack' ? !item.members.some(filter.fits) : !filter.fits(item.node);
}

function wordsOf(text = ''): readonly string[] {
  return text
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
}

// Put together once for each node: a person types faster than fifty thousand nodes can be read.
const texts = new WeakMap<GraphNode, string>();

function readable(node: GraphNode): string {
  const known = texts.get(node);
  if (known !== undefined) return known;
  const { title, digest, kind, mediaType, artifactType = '', platform = '', tags, annotations } = node;
  const notes = Object.entries(annotations).map(([key, value]) => `${key}=${value}`);
  const text = [title, digest, kind, mediaType, artifactType, platform, ...tags, ...notes]
    .join('\n')
    .toLowerCase();
  texts.set(node, text);
  return text;
}
