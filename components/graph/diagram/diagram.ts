import type { NodeFilter } from '#lib/graph/filter/node-filter';
import { noFilter } from '#lib/graph/filter/node-filter';
import { focusOn, hideUnfit } from '#lib/graph/filter/reduce-picture';
import type { GraphState } from '#lib/graph/graph-state';
import { expandGraph } from '#lib/graph/picture/expand';
import type { GraphLayout, Room } from '#lib/graph/picture/layout';
import { layoutPicture } from '#lib/graph/picture/layout';
import type { Picture } from '#lib/graph/picture/picture';
import type { SpatialIndex } from '#lib/graph/picture/spatial-index';
import { indexSpace } from '#lib/graph/picture/spatial-index';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';

/** Everything that can be drawn, with its place; made anew only when the graph or what is open in it changes. */
export type Diagram = {
  readonly picture: Picture;
  readonly layout: GraphLayout;
  readonly space: SpatialIndex;
};

/** The diagram of a graph for what a canvas has free; without `room` for that of a large window. */
export function makeDiagram(
  state: GraphState,
  view: OpenParts,
  filter: NodeFilter = noFilter,
  room?: Room,
): Diagram {
  const picture = pictureOf(state, view, filter);
  const layout = layoutPicture(picture, room);
  return { picture, layout, space: indexSpace(picture, layout) };
}

/** What of a view decides what is drawn. */
export type OpenParts = Pick<View, 'expanded' | 'openStacks' | 'opensAll' | 'focus'>;

type CachedPicture = OpenParts & {
  readonly whole: Picture;
  readonly filter: NodeFilter;
  readonly picture: Picture;
};

const pictures = new WeakMap<GraphState, CachedPicture>();

/** The picture of this state, made once for canvas and outline together; a filter that only dims leaves it whole. */
export function pictureOf(state: GraphState, parts: OpenParts, requested: NodeFilter): Picture {
  const { expanded, openStacks, opensAll, focus } = parts;
  const filter = requested.hides ? requested : noFilter;
  const last = pictures.get(state);
  const isWhole = last?.expanded === expanded && last.openStacks === openStacks && last.opensAll === opensAll;
  if (isWhole && last.filter === filter && last.focus === focus) return last.picture;
  const whole = isWhole ? last.whole : expandGraph(state, { ...emptyView, expanded, openStacks, opensAll });
  const picture = focusOn(hideUnfit(state, whole, filter), focus);
  pictures.set(state, { expanded, openStacks, opensAll, focus, whole, filter, picture });
  return picture;
}
