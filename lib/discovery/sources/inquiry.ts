import { nodeOfDescriptor } from '#lib/discovery/node-of';
import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { EdgeSource, GraphNode } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';

/** One question put to one handle: what refers to this subject? */
export type Inquiry = {
  readonly context: WalkContext;
  readonly handle: RepositoryHandle;
  readonly subject: Digest;
  readonly source: EdgeSource;
  readonly priority: number;
};

/** What a source knows; `doubt` is why it may not be all. */
export type SourceResult = {
  readonly found: readonly Descriptor[];
  readonly filtered?: 'registry' | 'here';
  readonly doubt?: unknown;
};

/** Says that a manifest refers to the subject; false when there is no room for it, and for a thing that names itself. */
export function emitReferrer(inquiry: Inquiry, node: GraphNode): boolean {
  const { context, subject, source, handle } = inquiry;
  if (node.digest === subject) return false;
  if (!context.emit.node(node, handle)) return false;
  context.emit.edge(node.digest, 'subject', subject, source);
  return true;
}

/** The same for one that is known from a list alone; its document is read when there is time. */
export function emitListedReferrer(inquiry: Inquiry, descriptor: Descriptor): boolean {
  if (!emitReferrer(inquiry, nodeOfDescriptor(descriptor))) return false;
  inquiry.context.documents.offer(descriptor, inquiry.subject);
  return true;
}
