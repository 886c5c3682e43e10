import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { Reference, Repository } from '#lib/oci/reference';

/** What the inspector and each of its panels are about. */
export type InspectorProps = {
  readonly node: GraphNode;
  readonly state: GraphState;
  /** What the page shows: the graph is asked for by it. */
  readonly reference: Reference;
  /** Where the node itself is read from. */
  readonly repository: Repository;
  readonly onSelect: (digest: Digest) => void;
};
