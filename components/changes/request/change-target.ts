import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Reference } from '#lib/oci/reference';

/** The artifact that a change is about; with `state` and `node` where its graph is loaded. */
export type ChangeTarget = {
  readonly reference: Reference;
  readonly state?: GraphState | undefined;
  readonly node?: GraphNode | undefined;
  /** What somebody wrote to ask for it: `copy to localhost:5000/mirror` fills the form in. */
  readonly asked?: string | undefined;
};

const changeActions = ['attach', 'tag', 'copy', 'delete', 'delete-graph', 'import'] as const;
export type ChangeAction = (typeof changeActions)[number];

/** Whether it lies in a layout on this machine. Layouts can be read and copied, not changed. */
export function isInLayout({ registry }: Pick<Reference, 'registry'>): boolean {
  return registry.startsWith('oci:');
}
