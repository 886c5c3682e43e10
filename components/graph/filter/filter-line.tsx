import { useMemo } from 'react';
import { Button } from '#components/ui/button';
import { fittingNodes } from '#lib/graph/filtering/fitting';
import type { GraphViewProps } from '../graph-view-props.ts';
import { clearing } from './saved-filters.ts';
import { viewFilter } from './view-filter.ts';

type FilterLineProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange'>;

/** What a filter does to the picture, said where it would else be taken for all there is. */
export function FilterLine({ graph: { state }, view, onViewChange }: FilterLineProps) {
  const filter = viewFilter(view);
  const fitting = useMemo(() => {
    if (!filter.isOn) return 0;
    return fittingNodes(state, filter).reduce((sum, is) => sum + is, 0);
  }, [state, filter]);
  if (!filter.isOn || (fitting > 0 && !filter.hides)) return null;
  const others = state.nodes.size - fitting;
  return (
    <p className="pointer-events-auto mt-2 flex w-fit items-center gap-2 rounded-md border border-line bg-surface py-1 pr-1 pl-2.5 text-muted shadow-raised">
      {fitting === 0 ? 'Nothing fits this filter.' : null}{' '}
      {filter.hides
        ? `${others.toLocaleString('en')} of ${state.nodes.size.toLocaleString('en')} artifacts are hidden.`
        : null}
      <Button look="quiet" className="h-6!" onClick={() => onViewChange(clearing, 'detail')}>
        Show all
      </Button>
    </p>
  );
}
