import type { View } from '#lib/graph/view';
import type { Digest } from '#lib/oci/digest';
import type { GraphSession } from './use-graph.ts';

/** What canvas, outline and filters are about. */
export type GraphViewProps = {
  readonly graph: GraphSession;
  readonly view: View;
  readonly onViewChange: (change: Partial<View>) => void;
  /** The node becomes the artifact in the middle. */
  readonly onOpen: (digest: Digest) => void;
};
