import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';

/** What the inspector and each of its panels are about. */
export type InspectorProps = {
  readonly node: GraphNode;
  readonly state: GraphState;
  readonly repository: Repository;
  readonly onSelect: (digest: Digest) => void;
};
