import type { GraphState } from '#lib/graph/graph-state';
import type { View } from '#lib/graph/picture/view';
import type { Digest } from '#lib/oci/digest';

/** What a run did: what it deleted, by digest or reference, what it created, and on which subject. */
type RunEffect = {
  readonly deleted: readonly string[];
  readonly created?: Digest | undefined;
  readonly subject?: Digest | undefined;
};

type Page = Pick<GraphState, 'root' | 'nodes'> & {
  readonly reference: string;
  readonly view: Pick<View, 'expanded'>;
};

/**
 * How the view of a page changes when a run has ended: what was created is selected, and its subject opened. Undefined
 * where only the graph is to be asked for again; `stay` where what the page is about was deleted, so that its picture
 * stays beside the record.
 */
export function viewAfterRun(
  { deleted, created, subject }: RunEffect,
  { root, nodes, reference, view }: Page,
): Partial<View> | 'stay' | undefined {
  if (deleted.includes(root ?? '') || deleted.includes(reference)) return 'stay';
  if (created === undefined) return undefined;
  const isClosed =
    subject !== undefined && subject !== root && nodes.has(subject) && !view.expanded.includes(subject);
  return { selected: created, ...(isClosed ? { expanded: [...view.expanded, subject] } : {}) };
}
