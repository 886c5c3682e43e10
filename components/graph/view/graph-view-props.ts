import type { PlanEffects } from '#lib/graph/picture/plan-effect';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';
import type { GraphSession } from './use-graph.ts';
import type { ViewChange } from './use-view.ts';

/** Whose menu is asked for, and where it opens, in CSS pixels. */
export type MenuRequest = { readonly digest: Digest; readonly x: number; readonly y: number };

/** What canvas, outline and filters are about. */
export type GraphViewProps = {
  readonly graph: GraphSession;
  readonly view: View;
  readonly onViewChange: ViewChange;
  /** The node becomes the artifact in the middle. */
  readonly onOpen: (digest: Digest) => void;
  /** All that can be done with a node is asked for, at a place on the screen. */
  readonly onMenu?: ((request: MenuRequest) => void) | undefined;
  /** How the nodes stand to the plan that is shown. */
  readonly planEffects?: PlanEffects | undefined;
};
