import type { Facet } from '#lib/graph/filter/facets';
import type { View } from '#lib/graph/picture/view';

/** Whether this value of a facet is chosen. */
export function isChosen<F extends Facet>(view: View, facet: F, value: View[F][number]): boolean {
  const list: readonly string[] = view[facet];
  return list.includes(value);
}

/** The change of view that chooses a value of a facet, or lets go of it. */
export function choosing<F extends Facet>(view: View, facet: F, value: View[F][number]): Partial<View> {
  const list: readonly View[F][number][] = view[facet];
  return {
    [facet]: list.includes(value) ? list.filter((other) => other !== value) : [...list, value],
  };
}
