import type { PlanEffects } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';
import type { GraphSession } from './use-graph.ts';
import type { ViewChange } from './use-view.ts';

/** The node whose menu opens, and where, in CSS pixels. */
export type MenuRequest = {
  readonly digest: Digest;
  /** The key of the stack that the menu is about as a whole; the node is its newest. */
  readonly pile?: string;
  readonly x: number;
  readonly y: number;
};

/** The graph, how it is looked at, and what canvas, outline and filters can do with it. */
export type GraphViewProps = {
  readonly graph: GraphSession;
  readonly view: View;
  readonly onViewChange: ViewChange;
  /** The node becomes the artifact in the middle. */
  readonly onOpen: (digest: Digest) => void;
  /** Opens the menu of a node at a place on the screen. */
  readonly onMenu?: ((request: MenuRequest) => void) | undefined;
  /** What the plan that is shown does to the nodes. */
  readonly planEffects?: PlanEffects | undefined;
};
