import { readView, writeView } from '#components/graph/view/view-query.ts';
import { makeBrowserList } from '#components/ui/storage/browser-list.ts';
import type { FilterChoices } from '#lib/graph/filter/node-filter';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';

/** A filter with a name, stored as the query of an address: a later version still reads it. */
export type SavedFilter = { readonly name: string; readonly query: string };

const saved = makeBrowserList('orrery-filters', 30, parseSaved);

/** The filters that this browser stores, by name. */
export const useSavedFilters = saved.useList;

/** Keeps the filter of this view; one of the same name is replaced. */
export function saveFilter(name: string, view: View): void {
  const others = saved.read().filter((filter) => filter.name !== name);
  const list = [...others, { name, query: writeView('', filterPart(view)) }];
  saved.write(list.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
}

export function deleteFilter(name: string): void {
  saved.write(saved.read().filter((filter) => filter.name !== name));
}

/** The change of view that a saved filter makes; it replaces the whole filter. */
export function filterOfSaved({ query }: SavedFilter): FilterChoices {
  return filterPart(readView(query));
}

/** The change of view that asks for nothing. */
export const emptyFilter: FilterChoices = filterPart(emptyView);

function filterPart(view: View): FilterChoices {
  const { kinds, artifactTypes, platforms, annotations, signers, ages, text, hides } = view;
  return { kinds, artifactTypes, platforms, annotations, signers, ages, text, hides };
}

function parseSaved(value: unknown): SavedFilter | undefined {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('query' in value))
    return undefined;
  const { name, query } = value;
  return typeof name === 'string' && typeof query === 'string' ? { name, query } : undefined;
}
