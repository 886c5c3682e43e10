'use client';
import { Popover } from '@base-ui/react/popover';
import type { CoverageFilter } from '#components/coverage/filter/coverage-filter.ts';
import { readFilter, writeFilter } from '#components/coverage/filter/coverage-filter.ts';
import { buttonClass } from '#components/ui/button';
import { SavedFilterList } from '#components/ui/saved-filter-list';
import { makeSavedFilters } from '#components/ui/storage/saved-filters.ts';

const saved = makeSavedFilters('orrery-coverage-filters');

type SavedFiltersProps = {
  readonly filter: CoverageFilter;
  readonly isOn: boolean;
  readonly onFilter: (filter: CoverageFilter) => void;
};

/** The filters that this browser keeps: one press brings one back, another keeps the present one under a name. */
export function SavedFilters({ filter, isOn, onFilter }: SavedFiltersProps) {
  const list = saved.useList();
  return (
    <Popover.Root>
      <Popover.Trigger className={buttonClass()}>
        {isOn ? 'Save this filter' : 'Saved'}
        {list.length > 0 ? <span className="text-sm text-faint">{list.length}</span> : null}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-50">
          <Popover.Popup
            aria-label="Saved filters"
            className="flex w-72 flex-col gap-2 rounded-lg border border-line-strong bg-raised p-3 shadow-raised outline-none"
          >
            <h2 className="font-semibold">Saved in this browser</h2>
            {list.length === 0 ? <p className="text-muted">No filter yet.</p> : null}
            <SavedFilterList
              saved={saved}
              query={isOn ? writeFilter('', filter) : undefined}
              onPick={(query) => onFilter(readFilter(query).filter)}
              className="max-h-60"
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
