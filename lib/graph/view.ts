import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** How one person looks at a graph; all of it lives in the URL. */
export type View = {
  readonly selected: Digest | undefined;
  /** Nodes whose own children and referrers were asked for. */
  readonly expanded: readonly Digest[];
  /** Stacks that are spread out, by the key that lib/graph/group.ts gives them. */
  readonly openStacks: readonly string[];
  /** Empty: nothing is dimmed. */
  readonly kinds: readonly Kind[];
  readonly artifactTypes: readonly string[];
  /** Only what holds these words stands out; undefined and empty ask for nothing. */
  readonly text: string | undefined;
  /** Which part of the inspector is shown; undefined is the first. */
  readonly tab: string | undefined;
  /** The plan, or the record of one, that is shown with the graph. */
  readonly plan: string | undefined;
};

export const emptyView: View = {
  selected: undefined,
  expanded: [],
  openStacks: [],
  kinds: [],
  artifactTypes: [],
  text: undefined,
  tab: undefined,
  plan: undefined,
};
