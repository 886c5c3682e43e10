import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { Box } from '#lib/graph/picture/places';

/** The first item that stands out where none of those in view does; undefined where one does, or none at all. */
export function matchOutOfView(diagram: Diagram, dimmed: Uint8Array, view: Box): number | undefined {
  const { items } = diagram.picture;
  const standsOut = (index: number) => index > 0 && dimmed[index] === 0 && items[index]?.type !== 'tags';
  if (diagram.space.itemsTouching(view).some(standsOut)) return undefined;
  const first = items.findIndex((_, index) => standsOut(index));
  return first < 0 ? undefined : first;
}
