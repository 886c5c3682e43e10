import type { NodeFilter } from '#lib/graph/filter/node-filter';
import { facets, makeNodeFilter } from '#lib/graph/filter/node-filter';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';

const parts = [...facets, 'text', 'hides'] as const;

let last = { view: emptyView, filter: makeNodeFilter(emptyView, 0) };

/** The filter of a view: one for canvas, outline and chips, and the same one until the view asks for something else. */
export function viewFilter(view: View): NodeFilter {
  if (parts.some((part) => last.view[part] !== view[part]))
    last = { view, filter: makeNodeFilter(view, Date.now()) };
  return last.filter;
}
