import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { Button } from '#components/ui/button';
import { fittingNodes } from '#lib/graph/filter/fitting';
import { showHidden } from '#lib/text/untrusted-text';
import { clearing } from './saved-filters.ts';

type FilterLineProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange'>;

/** What a filter does to the picture, said where it would else be taken for all there is. */
export function FilterLine({ graph: { state }, view, onViewChange }: FilterLineProps) {
  const filter = viewFilter(view);
  const fitting = useMemo(() => {
    if (!filter.isOn) return 0;
    return fittingNodes(state, filter).reduce((sum, is) => sum + is, 0);
  }, [state, filter]);
  if (view.focus !== undefined && state.nodes.has(view.focus)) {
    return (
      <Line onShowAll={() => onViewChange({ focus: undefined })}>
        Only what is around {showHidden(state.nodes.get(view.focus)?.title ?? '')} is shown.
      </Line>
    );
  }
  if (!filter.isOn || (fitting > 0 && !filter.hides)) return null;
  const others = state.nodes.size - fitting;
  return (
    <Line onShowAll={() => onViewChange(clearing, 'detail')}>
      {fitting === 0 ? 'Nothing fits this filter.' : null}{' '}
      {filter.hides
        ? `${others.toLocaleString('en')} of ${state.nodes.size.toLocaleString('en')} artifacts are hidden.`
        : null}
    </Line>
  );
}

function Line({ children, onShowAll }: { readonly children: ReactNode; readonly onShowAll: () => void }) {
  return (
    <p className="pointer-events-auto mt-2 flex w-fit max-w-full items-center gap-2 rounded-md border border-line bg-surface py-1 pr-1 pl-2.5 text-muted shadow-raised">
      <span className="truncate">{children}</span>
      <Button look="quiet" className="h-6!" onClick={onShowAll}>
        Show all
      </Button>
    </p>
  );
}
