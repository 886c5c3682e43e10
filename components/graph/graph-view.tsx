'use client';

import type { View } from '#lib/graph/view';
import type { Digest } from '#lib/oci/digest';
import type { GraphSession } from './use-graph.ts';

export type GraphViewProps = {
  readonly graph: GraphSession;
  readonly view: View;
  readonly onViewChange: (change: Partial<View>) => void;
  /** The node becomes the artifact in the middle. */
  readonly onOpen: (digest: Digest) => void;
};

/** The graph as a picture: for the browser only, in a chunk of its own. */
export function GraphView({ graph }: GraphViewProps) {
  return <section aria-label="Graph">{graph.state.nodes.size}</section>;
}
