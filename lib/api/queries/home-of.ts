import type { GraphNode } from '#lib/graph/model';
import type { Repository } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';

/** The repository that a node is read from: that of the graph, unless the node says that it lies elsewhere. */
export function homeOf(node: GraphNode | undefined, repository: Repository): Repository {
  return node?.repository === undefined ? repository : parseRepository(node.repository);
}
