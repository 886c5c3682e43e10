import type { NodeFilter } from '#lib/graph/filtering/node-filter';
import type { GraphNode } from '#lib/graph/model';
import type { Picture } from '#lib/graph/picture';
import type { Digest } from '#lib/oci/digest';

/** Every node of a picture that a filter lets stand out, in the order of the outline; members of closed stacks too. */
export function hitsOf({ items }: Picture, filter: NodeFilter): readonly Digest[] {
  const nodes = items.flatMap((item): readonly GraphNode[] => {
    if (item.type === 'tags') return [];
    return item.type === 'node' ? [item.node] : item.isOpen ? [] : item.members;
  });
  return nodes.filter(filter.fits).map(({ digest }) => digest);
}

/** The hit after the one that is selected, or before it, round and round; the first when none is selected. */
export function nextHit(
  hits: readonly Digest[],
  selected: Digest | undefined,
  by: 1 | -1,
): Digest | undefined {
  const at = selected === undefined ? -1 : hits.indexOf(selected);
  if (at < 0) return by === 1 ? hits[0] : hits.at(-1);
  return hits[(at + by + hits.length) % hits.length];
}
