import type { GraphNode } from '#lib/graph/model';

/**
 * A node as it is said again within one walk: never less than before. What the content told is not taken back by what
 * a list declares, and tags add up.
 */
export function mergeKnown(before: GraphNode | undefined, next: GraphNode): GraphNode {
  if (before === undefined) return next;
  const tags = unite(before.tags, next.tags);
  if (knowledge(next) >= knowledge(before))
    return { ...next, ...placeIn(before, next), ...bindingIn(before, next), tags };
  if (tags.length === before.tags.length && next.platform === undefined) return before;
  return { ...before, ...(next.platform === undefined ? {} : { platform: next.platform }), tags };
}

// Only the index knows the platform of what it holds.
function placeIn(before: GraphNode, next: GraphNode): { platform?: string } {
  return before.platform === undefined || next.platform !== undefined ? {} : { platform: before.platform };
}

// Only the content tells what is named, and a manifest that is read again does not hold it.
function bindingIn(before: GraphNode, next: GraphNode): Pick<GraphNode, 'binding'> {
  return before.binding === undefined || next.binding !== undefined ? {} : { binding: before.binding };
}

function unite(before: readonly string[], next: readonly string[]): readonly string[] {
  return next.length === 0 ? before : [...new Set([...before, ...next])];
}

function knowledge(node: GraphNode): number {
  if (node.state !== 'loaded') return node.state === 'listed' ? 0 : 1;
  return node.confidence === 'content' ? 3 : 2;
}
