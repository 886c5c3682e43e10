'use client';
import { X } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { FilterStore } from '#components/ui/storage/saved-filters.ts';
import { Button, IconButton } from './button.tsx';

type SavedFilterListProps = {
  readonly saved: FilterStore;
  /** The present filter as the query of an address; undefined where none is set. */
  readonly query: string | undefined;
  readonly onPick: (query: string) => void;
  /** How high the list grows before it scrolls. */
  readonly className: string;
};

/** The filters that this browser keeps: one press brings one back, another keeps the present one under a name. */
export function SavedFilterList({ saved, query, onPick, className }: SavedFilterListProps) {
  const list = saved.useList();
  return (
    <>
      <ul className={`overflow-y-auto empty:hidden ${className}`}>
        {list.map((one) => (
          <li key={one.name} className="flex items-center gap-1 rounded-md hover:bg-sunken">
            <button
              type="button"
              onClick={() => onPick(one.query)}
              className="h-7 min-w-0 grow truncate px-1 text-left"
            >
              <bdi>{one.name}</bdi>
            </button>
            <IconButton label={`Delete ${one.name}`} onClick={() => saved.remove(one.name)}>
              <X size={13} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <SaveForm saved={saved} query={query} />
    </>
  );
}

function SaveForm({ saved, query }: Pick<SavedFilterListProps, 'saved' | 'query'>) {
  const [name, setName] = useState('');
  const isOn = query !== undefined;
  const wanted = name.trim();
  const onSave = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '' || !isOn) return;
    saved.save(wanted, query);
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
      <Button type="submit" disabled={!isOn || wanted === ''}>
        Save
      </Button>
    </form>
  );
}
