import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** How old an artifact may be: each of the first four holds the ones before it. */
export const ages = ['day', 'week', 'month', 'year', 'older', 'undated'] as const;
export type Age = (typeof ages)[number];

/** How one person looks at a graph; all of it lives in the URL. */
export type View = {
  readonly selected: Digest | undefined;
  /** The stack that is selected as a whole, by its key; a selected node comes first. */
  readonly pile: string | undefined;
  /** Nodes whose own children and referrers were asked for. */
  readonly expanded: readonly Digest[];
  /** Stacks that are spread out, by the key that lib/graph/picture/group-siblings.ts gives them. */
  readonly openStacks: readonly string[];
  /** All is asked for and open; `openStacks` then names those that were closed again. */
  readonly opensAll: boolean;
  /** Only this node and what is around it is drawn. */
  readonly focus: Digest | undefined;
  /** Empty: nothing is dimmed. */
  readonly kinds: readonly Kind[];
  readonly artifactTypes: readonly string[];
  readonly platforms: readonly string[];
  /** `key`, or `key=value`. */
  readonly annotations: readonly string[];
  /** Whom the certificates of signatures name. */
  readonly signers: readonly string[];
  readonly ages: readonly Age[];
  /** Only what holds these words stands out; undefined and empty ask for nothing. */
  readonly text: string | undefined;
  /** What does not fit is left out; else it is dimmed. */
  readonly hides: boolean;
  /** Which part of the inspector is shown; undefined is the first. */
  readonly tab: string | undefined;
  /** `content`: the selected node fills the page; undefined shows it beside the graph. */
  readonly page: 'content' | undefined;
  /** The plan, or the record of one, that is shown with the graph. */
  readonly plan: string | undefined;
  /** Retention rules: what they would delete is marked. */
  readonly keep: string | undefined;
};

export const emptyView: View = {
  selected: undefined,
  pile: undefined,
  expanded: [],
  openStacks: [],
  opensAll: false,
  focus: undefined,
  kinds: [],
  artifactTypes: [],
  platforms: [],
  annotations: [],
  signers: [],
  ages: [],
  text: undefined,
  hides: false,
  tab: undefined,
  page: undefined,
  plan: undefined,
  keep: undefined,
};
