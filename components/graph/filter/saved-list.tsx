'use client';
import { X } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { ViewChange } from '#components/graph/view/use-view.ts';
import { Button, IconButton } from '#components/ui/button';
import type { View } from '#lib/graph/picture/view';
import { deleteFilter, filterOfSaved, saveFilter, useSavedFilters } from './saved-filters.ts';

type SavedListProps = {
  readonly view: View;
  readonly isOn: boolean;
  readonly onViewChange: ViewChange;
};

/** The filters that this browser keeps: one press brings one back, another keeps the present one under a name. */
export function SavedList({ view, isOn, onViewChange }: SavedListProps) {
  const saved = useSavedFilters();
  const [name, setName] = useState('');
  const onSave = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    saveFilter(name.trim(), view);
    setName('');
  };
  return (
    <section aria-label="Saved filters" className="border-t border-line pt-2.5">
      <h3 className="mb-1 font-semibold">Saved in this browser</h3>
      {saved.length === 0 ? null : (
        <ul className="mb-1.5 max-h-32 overflow-y-auto">
          {saved.map((filter) => (
            <li key={filter.name} className="flex items-center gap-1 rounded-md hover:bg-sunken">
              <button
                type="button"
                onClick={() => onViewChange(filterOfSaved(filter), 'detail')}
                className="h-7 min-w-0 grow truncate px-1 text-left"
              >
                <bdi>{filter.name}</bdi>
              </button>
              <IconButton label={`Delete ${filter.name}`} onClick={() => deleteFilter(filter.name)}>
                <X size={13} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
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
    </section>
  );
}
