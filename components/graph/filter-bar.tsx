'use client';

import type { GraphViewProps } from './graph-view.tsx';

/** Chips that dim all other kinds and types of artifact. */
export function FilterBar({ graph }: Omit<GraphViewProps, 'onOpen'>) {
  return <fieldset aria-label="Filter">{graph.state.nodes.size}</fieldset>;
}
