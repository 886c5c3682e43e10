import { useState } from 'react';
import { FilterBar } from '#components/graph/filter/filter-bar';
import { GraphView } from '#components/graph/graph-view';
import { Outline } from '#components/graph/outline/outline';
import type { GraphState } from '#lib/graph/graph-state';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';

type OurGraphProps = { readonly state: GraphState; readonly hasOutline: boolean };

/** Our own picture of the graph; with its outline and chips where somebody wants to look at all of it. */
export function OurGraph({ state, hasOutline }: OurGraphProps) {
  const [view, setView] = useState<View>(emptyView);
  const graph = {
    state,
    problem: undefined,
    problems: new Map(),
    isPending: false,
    isOpeningAll: false,
    stopOpeningAll: () => undefined,
    pending: new Set<never>(),
    refresh: () => undefined,
  };
  const props = {
    graph,
    view,
    onViewChange: (change: Partial<View>) => setView((last) => ({ ...last, ...change })),
    onOpen: () => undefined,
  };
  return (
    <div className="flex h-screen w-screen">
      {hasOutline ? (
        <nav className="flex min-h-0 w-66 shrink-0 flex-col overflow-hidden border-r border-line bg-surface">
          <Outline {...props} />
        </nav>
      ) : null}
      <main className="relative min-w-0 grow">
        <GraphView {...props} />
        {hasOutline ? (
          <div className="absolute inset-x-3.5 top-3">
            <FilterBar {...props} />
          </div>
        ) : null}
      </main>
    </div>
  );
}
