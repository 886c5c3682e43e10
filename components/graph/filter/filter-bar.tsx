'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { isFacetValueSelected, toggleFacetValue } from '#components/graph/view/view-changes.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { Button } from '#components/ui/button';
import { chipClass } from '#components/ui/chip';
import { KindIcon } from '#components/ui/kind-icon';
import { ScrollRow } from '#components/ui/scroll-row';
import { countFacet, matchingNodes } from '#lib/graph/filter/matching-nodes';
import type { Facet } from '#lib/graph/filter/node-filter';
import { filteredBy } from '#lib/graph/open-questions';
import { showHidden } from '#lib/text/untrusted-text';
import { facetNames, isContentKind, valueName } from './facet-names.ts';
import { FilterPanel } from './filter-panel.tsx';
import { FindBox, searched } from './find-box.tsx';
import { emptyFilter } from './saved-filters.ts';

type FilterBarProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange'>;

/** What has no chip of its own while it is not chosen. */
const facets = [
  'artifactTypes',
  'platforms',
  'signers',
  'ages',
  'annotations',
] as const satisfies readonly Facet[];

const who = { registry: 'filtered by the registry', here: 'filtered by Orrery' } as const;

/** Chips over the picture: what matches stands out, the rest is dimmed or hidden. */
export function FilterBar(props: FilterBarProps) {
  const { graph, view, onViewChange } = props;
  const { state } = graph;
  const filter = viewFilter(view);
  const filtered = useMemo(() => filteredBy(state), [state]);
  return (
    <div className="pointer-events-none @container">
      <fieldset className="pointer-events-none m-0 flex min-w-0 flex-wrap items-center gap-1.5 border-0 p-0 *:pointer-events-auto @xl:flex-nowrap">
        <legend className="sr-only">Quick filters</legend>
        <ScrollRow className="max-@xl:w-full">
          <div className="flex gap-1.5">
            <button
              type="button"
              aria-pressed={!filter.isOn}
              onClick={() => onViewChange(emptyFilter, 'detail')}
              className={chipClass(!filter.isOn)}
            >
              <b className="font-semibold text-text">All</b> {state.nodes.size}
            </button>
            <ChosenChips view={view} onViewChange={onViewChange} />
            <KindChips {...props} />
          </div>
        </ScrollRow>
        <FilterPanel {...props} />
        <FindBox {...props} />
        {filtered === undefined ? null : (
          <span className="shrink-0 px-1 text-sm text-muted max-2xl:sr-only">{who[filtered]}</span>
        )}
      </fieldset>
      <FilterLine {...props} />
    </div>
  );
}

/** The values of the filter that have no chip of their own; a press removes one. */
function ChosenChips({ view, onViewChange }: Omit<FilterBarProps, 'graph'>) {
  return facets.flatMap((facet) =>
    view[facet].map((value) => (
      <button
        key={`${facet} ${value}`}
        type="button"
        title={`${facetNames[facet]}: ${value}`}
        aria-label={`Remove filter: ${facetNames[facet]} ${valueName(facet, value)}`}
        onClick={() => onViewChange({ [facet]: view[facet].filter((other) => other !== value) }, 'detail')}
        className={chipClass(true)}
      >
        <bdi className="max-w-48 truncate">{valueName(facet, value)}</bdi>
        <X size={12} aria-hidden="true" />
      </button>
    )),
  );
}

function KindChips({ graph: { state }, view, onViewChange }: FilterBarProps) {
  const filter = viewFilter(view);
  const counts = useMemo(() => countFacet(state, 'kinds', filter), [state, filter]);
  const isLast = ({ value }: (typeof counts)[number]) => isContentKind(value);
  return [...counts.filter((count) => !isLast(count)), ...counts.filter(isLast)].map(({ value, count }) => {
    const isOn = isFacetValueSelected(view, 'kinds', value);
    return (
      <button
        key={value}
        type="button"
        aria-pressed={isOn}
        onClick={() => onViewChange(toggleFacetValue(view, 'kinds', value), 'detail')}
        className={chipClass(isOn)}
      >
        <KindIcon kind={value} />
        {valueName('kinds', value)} <b className="font-semibold text-text">{count}</b>
      </button>
    );
  });
}

/** What the filter hides, where the picture could be mistaken for all there is. */
function FilterLine({ graph: { state }, view, onViewChange }: FilterBarProps) {
  const filter = viewFilter(view);
  const fitting = useMemo(() => {
    if (!filter.isOn) return 0;
    let count = 0;
    for (const is of matchingNodes(state, filter)) count += is;
    return count;
  }, [state, filter]);
  if (view.focus !== undefined && state.nodes.has(view.focus)) {
    return (
      <Line onShowAll={() => onViewChange({ focus: undefined })}>
        Showing only {showHidden(state.nodes.get(view.focus)?.title ?? '')} and what is connected to it.
      </Line>
    );
  }
  if (!filter.isOn || (fitting > 0 && !filter.hides)) return null;
  const others = state.nodes.size - fitting;
  return (
    <Line onShowAll={() => onViewChange(emptyFilter, 'detail')}>
      {fitting === 0
        ? `Nothing matches this filter.${filter.words.length === 0 ? '' : ` ${searched}`}`
        : null}{' '}
      {filter.hides
        ? `${others.toLocaleString('en')} of ${state.nodes.size.toLocaleString('en')} artifacts are hidden.`
        : null}
    </Line>
  );
}

function Line({ children, onShowAll }: { readonly children: ReactNode; readonly onShowAll: () => void }) {
  return (
    <p className="pointer-events-auto mt-2 flex w-fit max-w-full items-center gap-2 rounded-md border border-line bg-surface py-1 pr-1 pl-2.5 text-muted shadow-raised">
      <span className="line-clamp-2">{children}</span>
      <Button look="quiet" className="h-6!" onClick={onShowAll}>
        Show all
      </Button>
    </p>
  );
}
