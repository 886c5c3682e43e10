'use client';
import { Popover } from '@base-ui/react/popover';
import { X } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { CoverageFilter } from '#components/coverage/filter/coverage-filter.ts';
import { readFilter, writeFilter } from '#components/coverage/filter/coverage-filter.ts';
import { Button, buttonClass, IconButton } from '#components/ui/button';
import { makeBrowserList } from '#components/ui/storage/browser-list.ts';

/** A filter with a name, stored as the query of an address: a later version still reads it. */
type SavedFilter = { readonly name: string; readonly query: string };

const saved = makeBrowserList('orrery-coverage-filters', 30, parseSaved);

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
            <SavedList list={list} onFilter={onFilter} />
            <SaveForm filter={filter} isOn={isOn} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type SavedListProps = Pick<SavedFiltersProps, 'onFilter'> & { readonly list: readonly SavedFilter[] };

function SavedList({ list, onFilter }: SavedListProps) {
  return (
    <ul className="max-h-60 overflow-y-auto empty:hidden">
      {list.map((one) => (
        <li key={one.name} className="flex items-center gap-1 rounded-md hover:bg-sunken">
          <button
            type="button"
            onClick={() => onFilter(readFilter(one.query).filter)}
            className="h-7 min-w-0 grow truncate px-1 text-left"
          >
            <bdi>{one.name}</bdi>
          </button>
          <IconButton
            label={`Delete ${one.name}`}
            onClick={() => saved.write(saved.read().filter((other) => other.name !== one.name))}
          >
            <X size={13} aria-hidden="true" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function SaveForm({ filter, isOn }: Omit<SavedFiltersProps, 'onFilter'>) {
  const [name, setName] = useState('');
  const onSave = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return;
    const others = saved.read().filter((one) => one.name !== wanted);
    saved.write(
      [...others, { name: wanted, query: writeFilter('', filter) }].toSorted((a, b) =>
        a.name < b.name ? -1 : 1,
      ),
    );
    setName('');
  };
  return (
    <form onSubmit={onSave} className="flex gap-1.5">
      <input
        aria-label="Name of this filter"
        placeholder={isOn ? 'Name of this filter' : 'Set a filter first'}
        value={name}
        maxLength={60}
        disabled={!isOn}
        onChange={(event) => setName(event.target.value)}
        className="h-[30px] min-w-0 grow rounded-md border border-line-strong bg-surface px-2 placeholder:text-faint"
      />
      <Button type="submit" disabled={!isOn || name.trim() === ''}>
        Save
      </Button>
    </form>
  );
}

function parseSaved(value: unknown): SavedFilter | undefined {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('query' in value))
    return undefined;
  const { name, query } = value;
  return typeof name === 'string' && typeof query === 'string' ? { name, query } : undefined;
}
