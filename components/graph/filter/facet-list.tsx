'use client';
import { useState } from 'react';
import type { Count } from '#lib/graph/filter/count-facet';
import type { Facet } from '#lib/graph/filter/facets';
import { facetNames, valueName } from './facet-names.ts';

const shownMax = 60;
const searchFrom = 9;

type FacetListProps = {
  readonly facet: Facet;
  readonly counts: readonly Count<string>[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
};

/** The values of one facet as a list to tick, each with how many it would let stand out. */
export function FacetList({ facet, counts, chosen, onToggle }: FacetListProps) {
  const [wanted, setWanted] = useState('');
  const name = facetNames[facet];
  const words = wanted.trim().toLowerCase();
  const found = counts.filter(({ value }) => valueName(facet, value).toLowerCase().includes(words));
  const shown = found.slice(0, shownMax);
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-1 font-semibold">{name}</legend>
      {counts.length < searchFrom ? null : (
        <input
          type="search"
          aria-label={`Search ${name}`}
          placeholder={`Search ${counts.length}`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="mb-1 h-7 w-full rounded-md border border-line-strong bg-surface px-2 outline-none focus-visible:outline-2 placeholder:text-faint"
        />
      )}
      <div className="max-h-28 overflow-y-auto">
        {shown.map(({ value, count }) => (
          <label
            key={value}
            title={value}
            className="flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-1 hover:bg-sunken"
          >
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => onToggle(value)}
              className="size-3.5 shrink-0 accent-accent"
            />
            <bdi className="min-w-0 grow truncate">{valueName(facet, value)}</bdi>
            <span className="text-sm text-faint tabular-nums">{count}</span>
          </label>
        ))}
        {found.length > shown.length ? (
          <p className="px-1 py-1 text-sm text-muted">
            {found.length - shown.length} more: write a part of what you look for.
          </p>
        ) : null}
        {counts.length === 0 || found.length === 0 ? (
          <p className="px-1 py-1 text-sm text-muted">
            {counts.length === 0 ? `Nothing here has this.` : 'None has these words.'}
          </p>
        ) : null}
      </div>
    </fieldset>
  );
}
