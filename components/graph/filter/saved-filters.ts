import { readView, writeView } from '#components/graph/view/view-query.ts';
import { makeSavedFilters } from '#components/ui/storage/saved-filters.ts';
import type { FilterChoices } from '#lib/graph/filter/node-filter';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';

/** The filters of graphs that this browser stores, by name. */
export const savedFilters = makeSavedFilters('orrery-filters');

/** The filter of this view as it is kept. */
export function queryOfFilter(view: View): string {
  return writeView('', filterPart(view));
}

/** The change of view that a saved filter makes; it replaces the whole filter. */
export function filterOfSaved(query: string): FilterChoices {
  return filterPart(readView(query));
}

/** The change of view that asks for nothing. */
export const emptyFilter: FilterChoices = filterPart(emptyView);

function filterPart(view: View): FilterChoices {
  const { kinds, artifactTypes, platforms, annotations, signers, ages, text, hides } = view;
  return { kinds, artifactTypes, platforms, annotations, signers, ages, text, hides };
}
