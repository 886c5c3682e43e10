import type { GraphNode } from '#lib/graph/model';
import type { Binding } from '#lib/oci/binding';
import { compareBinding, worstBinding } from '#lib/oci/binding';
import type { Digest } from '#lib/oci/digest';
import { digestFromHash } from '#lib/oci/digest';
import { isDocumentKind } from '#lib/oci/kind';
import { parseDigestTag } from '#lib/oci/referrers-tag';

/**
 * The node with what its documents name compared with `subjects`, everything that it hangs on. Where there are none, a
 * node that a person opened by itself is compared with what its tags such as `sha256-….sig` are made from. The same node
 * where that changes nothing.
 */
export function bindNode(node: GraphNode, subjects: Iterable<Digest>, isRoot: boolean): GraphNode {
  const { binding, parts } = node;
  // A document within something else was compared with what lies beside it when it was read.
  if (!isBound(node) || !isDocumentKind(node.kind)) return node;
  const linked = [...subjects];
  const all = linked.length > 0 || !isRoot ? linked : node.tags.flatMap(subjectOfTag);
  // Names that were left out cannot be compared again: the answer of the walk that had them all stays.
  if (all.length === 0 && binding?.more !== undefined) return node;
  const bound = parts?.map((part) =>
    part.binding === undefined ? part : { ...part, binding: compareBinding(part.binding, all) },
  );
  const several = bound === undefined ? undefined : worstBinding(bound.flatMap((part) => part.binding ?? []));
  const next = several ?? (binding === undefined ? undefined : compareBinding(binding, all));
  if (isSame(binding, next) && (parts ?? []).every((part, at) => isSame(part.binding, bound?.[at]?.binding)))
    return node;
  return {
    ...node,
    ...(next === undefined ? {} : { binding: next }),
    ...(bound === undefined ? {} : { parts: bound }),
  };
}

/** Whether a node, or a part of it, names digests. */
export function isBound({ binding, parts = [] }: GraphNode): boolean {
  return binding !== undefined || parts.some((part) => part.binding !== undefined);
}

function subjectOfTag(tag: string): readonly Digest[] {
  const made = parseDigestTag(tag);
  // A tag holds 64 characters of the hash: of a sha512 digest that is not all.
  if (made === undefined || made.purpose === 'referrers' || !made.prefix.startsWith('sha256-')) return [];
  return [digestFromHash('sha256', made.prefix.slice('sha256-'.length))];
}

function isSame(a: Binding | undefined, b: Binding | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
