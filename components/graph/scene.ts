import { expandGraph } from '#lib/graph/expand';
import type { Filter } from '#lib/graph/filter';
import { isDimmed } from '#lib/graph/filter';
import type { GraphState } from '#lib/graph/graph-state';
import type { Layout } from '#lib/graph/layout';
import { layoutPicture } from '#lib/graph/layout';
import type { Picture } from '#lib/graph/picture';
import type { SpatialIndex } from '#lib/graph/space/spatial-index';
import { indexSpace } from '#lib/graph/space/spatial-index';
import type { View } from '#lib/graph/view';
import { emptyView } from '#lib/graph/view';

/** Everything that can be drawn, with its place; made anew only when the graph or what is open in it changes. */
export type Scene = { readonly picture: Picture; readonly layout: Layout; readonly space: SpatialIndex };

export function makeScene(state: GraphState, view: OpenParts): Scene {
  const picture = pictureOf(state, view);
  const layout = layoutPicture(picture);
  return { picture, layout, space: indexSpace(picture, layout) };
}

/** What of a view decides what is drawn. */
export type OpenParts = Pick<View, 'expanded' | 'openStacks'>;

const known = new WeakMap<GraphState, OpenParts & { readonly picture: Picture }>();

/** The picture of this state, made once for canvas and outline together. */
export function pictureOf(state: GraphState, { expanded, openStacks }: OpenParts): Picture {
  const last = known.get(state);
  if (last?.expanded === expanded && last.openStacks === openStacks) return last.picture;
  const picture = expandGraph(state, { ...emptyView, expanded, openStacks });
  known.set(state, { expanded, openStacks, picture });
  return picture;
}

/** One byte for each item: 1 where the filter lets it step back. */
export function dimmedItems({ items }: Picture, filter: Filter): Uint8Array {
  return Uint8Array.from(items, (item) => (isDimmed(item, filter) ? 1 : 0));
}
