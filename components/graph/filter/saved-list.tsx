'use client';
import type { ViewChange } from '#components/graph/view/use-view.ts';
import { SavedFilterList } from '#components/ui/saved-filter-list';
import type { View } from '#lib/graph/picture/view';
import { filterOfSaved, queryOfFilter, savedFilters } from './saved-filters.ts';

type SavedListProps = {
  readonly view: View;
  readonly isOn: boolean;
  readonly onViewChange: ViewChange;
};

/** The filters of graphs that this browser keeps. */
export function SavedList({ view, isOn, onViewChange }: SavedListProps) {
  return (
    <section aria-label="Saved filters" className="border-t border-line pt-2.5">
      <h3 className="mb-1 font-semibold">Saved in this browser</h3>
      <SavedFilterList
        saved={savedFilters}
        query={isOn ? queryOfFilter(view) : undefined}
        onPick={(query) => onViewChange(filterOfSaved(query), 'detail')}
        className="mb-1.5 max-h-32"
      />
    </section>
  );
}
