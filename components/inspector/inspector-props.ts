import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { Reference, Repository } from '#lib/oci/reference';

/** The node that the inspector and its panels show. */
export type InspectorProps = {
  readonly node: GraphNode;
  readonly state: GraphState;
  /** The reference of the page, by which its graph is loaded. */
  readonly reference: Reference;
  /** The repository that holds the node. */
  readonly repository: Repository;
  /** Shows another node; a part of it where one is named. */
  readonly onSelect: (digest: Digest, tab?: 'findings') => void;
};
