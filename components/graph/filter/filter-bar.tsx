'use client';

import { useMemo } from 'react';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { chipClass } from '#components/ui/chip';
import { KindIcon } from '#components/ui/kind-icon';
import { countFacet } from '#lib/graph/filter/count-facet';
import { filteredBy } from '#lib/graph/filter/filtered-by';
import { choosing, isChosen } from './choosing.ts';
import { ChosenChips } from './chosen-chips.tsx';
import { isContained, valueName } from './facet-names.ts';
import { FilterLine } from './filter-line.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { FindBox } from './find-box.tsx';
import { clearing } from './saved-filters.ts';

type FilterBarProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange'>;

const who = { registry: 'the registry left others out', here: 'Orrery left others out' } as const;

/** Chips over the picture: what is chosen stands out, the rest steps back or goes. */
export function FilterBar(props: FilterBarProps) {
  const { graph, view, onViewChange } = props;
  const { state } = graph;
  const filter = viewFilter(view);
  const filtered = useMemo(() => filteredBy(state), [state]);
  return (
    <div className="pointer-events-none @container">
      <fieldset className="pointer-events-none m-0 flex min-w-0 flex-wrap items-center gap-1.5 border-0 p-0 *:pointer-events-auto @xl:flex-nowrap">
        <legend className="sr-only">Emphasise</legend>
        <div className="-mb-1 flex min-w-0 gap-1.5 max-@xl:w-full overflow-x-auto pr-7 pb-1 [mask-image:linear-gradient(to_right,#000_calc(100%-28px),transparent)] [scrollbar-width:none]">
          <button
            type="button"
            aria-pressed={!filter.isOn}
            onClick={() => onViewChange(clearing, 'detail')}
            className={chipClass(!filter.isOn)}
          >
            <b className="font-semibold text-text">All</b> {state.nodes.size}
          </button>
          <ChosenChips view={view} onViewChange={onViewChange} />
          <KindChips {...props} />
        </div>
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

function KindChips({ graph: { state }, view, onViewChange }: FilterBarProps) {
  const filter = viewFilter(view);
  const counts = useMemo(() => countFacet(state, 'kinds', filter), [state, filter]);
  const isLast = ({ value }: (typeof counts)[number]) => isContained(value);
  return [...counts.filter((count) => !isLast(count)), ...counts.filter(isLast)].map(({ value, count }) => {
    const isOn = isChosen(view, 'kinds', value);
    return (
      <button
        key={value}
        type="button"
        aria-pressed={isOn}
        onClick={() => onViewChange(choosing(view, 'kinds', value), 'detail')}
        className={chipClass(isOn)}
      >
        <KindIcon kind={value} />
        {valueName('kinds', value)} <b className="font-semibold text-text">{count}</b>
      </button>
    );
  });
}
