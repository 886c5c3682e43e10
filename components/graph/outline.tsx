'use client';

import type { GraphViewProps } from './graph-view.tsx';

/** The same graph as a tree, for keyboard and screen reader, and for narrow screens. */
export function Outline({ graph }: GraphViewProps) {
  return (
    <div role="tree" aria-label="Outline">
      {graph.state.nodes.size}
    </div>
  );
}
