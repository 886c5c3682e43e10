'use client';

import { Popover } from '@base-ui/react/popover';
import { useMemo, useState } from 'react';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { toggleFacetValue } from '#components/graph/view/view-changes.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { Button } from '#components/ui/button';
import { chipClass } from '#components/ui/chip';
import type { FacetCount } from '#lib/graph/filter/matching-nodes';
import { countFacet } from '#lib/graph/filter/matching-nodes';
import type { Facet, NodeFilter } from '#lib/graph/filter/node-filter';
import type { GraphState } from '#lib/graph/graph-state';
import type { View } from '#lib/graph/picture/view';
import { facetNames, valueName } from './facet-names.ts';
import { emptyFilter } from './saved-filters.ts';
import { SavedList } from './saved-list.tsx';

type FilterPanelProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange'>;

/** What has no chip of its own in the bar. */
const listed = ['platforms', 'signers', 'ages', 'artifactTypes', 'annotations'] as const;

/** Their names are long, and differ at their ends. */
const wide: readonly Facet[] = ['artifactTypes', 'annotations'];

/** A time: one artifact has it, and ages have a list of their own. */
const timeValue = /=\d{4}-\d{2}-\d{2}T/;

/** Values of one facet that are listed at most, and how many of them make a search worth its room. */
const shownMax = 60;
const searchFrom = 9;

/** The button behind the chips, and behind it all else a graph can be filtered by. */
export function FilterPanel(props: FilterPanelProps) {
  const chosen = listed.reduce((sum, facet) => sum + props.view[facet].length, 0);
  return (
    <Popover.Root>
      <Popover.Trigger className={chipClass(chosen > 0)}>
        Filter {chosen > 0 ? <b className="font-semibold text-text">{chosen}</b> : null} ▾
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-50">
          <Popover.Popup className="max-h-[min(38rem,80dvh)] w-[min(34rem,92vw)] overflow-y-auto rounded-lg border border-line-strong bg-raised p-3.5 shadow-raised outline-none">
            <Popover.Title className="sr-only">Filter the graph</Popover.Title>
            <Panel {...props} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Panel({ graph: { state }, view, onViewChange }: FilterPanelProps) {
  const filter = viewFilter(view);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3 border-b border-line pb-1.5">
        <label className="flex grow cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            checked={view.hides}
            onChange={(event) => onViewChange({ hides: event.target.checked }, 'detail')}
            className="size-3.5 accent-accent"
          />
          Hide what does not match, instead of dimming it
        </label>
        <Button look="quiet" disabled={!filter.isOn} onClick={() => onViewChange(emptyFilter, 'detail')}>
          Clear all
        </Button>
      </div>
      <div className="grid gap-x-5 gap-y-3 sm:grid-cols-3">
        {listed.map((facet) => (
          <div key={facet} className={wide.includes(facet) ? 'min-w-0 sm:col-span-full' : 'min-w-0'}>
            <Values
              {...{ facet, state, filter, view }}
              onToggle={(value) => onViewChange(toggleFacetValue(view, facet, value), 'detail')}
            />
          </div>
        ))}
      </div>
      <SavedList view={view} isOn={filter.isOn} onViewChange={onViewChange} />
    </div>
  );
}

type ValuesProps<F extends Facet> = {
  readonly facet: F;
  readonly state: GraphState;
  readonly filter: NodeFilter;
  readonly view: View;
  readonly onToggle: (value: View[F][number]) => void;
};

function Values<F extends (typeof listed)[number]>({ facet, state, filter, view, onToggle }: ValuesProps<F>) {
  const counts = useMemo(() => countFacet(state, facet, filter), [state, facet, filter]);
  const chosen: readonly string[] = view[facet];
  const offered = counts.filter(({ value }) => !timeValue.test(value) || chosen.includes(value));
  return <FacetList facet={facet} counts={offered} chosen={chosen} onToggle={onToggle} />;
}

type FacetListProps = {
  readonly facet: Facet;
  readonly counts: readonly FacetCount<string>[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
};

/** The values of one facet as a list to tick, each with how many it would let stand out. */
function FacetList({ facet, counts, chosen, onToggle }: FacetListProps) {
  const [search, setSearch] = useState('');
  const name = facetNames[facet];
  const words = search.trim().toLowerCase();
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
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="mb-1 h-7 w-full rounded-md border border-line-strong bg-surface px-2 outline-none focus-visible:outline-2 placeholder:text-faint"
        />
      )}
      <div className="more-beyond max-h-37 overflow-y-auto">
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
          <p className="px-1 py-1 text-sm text-muted">{found.length - shown.length} more: type to search.</p>
        ) : null}
        {counts.length === 0 || found.length === 0 ? (
          <p className="px-1 py-1 text-sm text-muted">{counts.length === 0 ? 'No values' : 'No match'}</p>
        ) : null}
      </div>
    </fieldset>
  );
}
