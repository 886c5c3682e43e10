import { loadManifest } from '#lib/discovery/load-manifest';
import { nodeOfDescriptor } from '#lib/discovery/node-of';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Subject } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { FetchedManifest } from '#lib/registry/registry-client';

/** Follows the chain of subjects upward: it tells where an artifact belongs, and whether that is still there. Returns the subjects that were reached. */
export async function followSubjects(
  context: WalkContext,
  from: FetchedManifest,
  priority: number,
): Promise<readonly Subject[]> {
  const chain = new Map<Digest, Subject>();
  let { digest } = from;
  let { subject } = from.manifest;
  while (subject !== undefined && !chain.has(subject.digest) && subject.digest !== from.digest) {
    if (chain.size >= context.scope.limits.walkDepthMax) {
      context.emit.limit(
        digest,
        `The chain of subjects is longer than ${context.scope.limits.walkDepthMax}.`,
      );
      break;
    }
    const isRead = context.known.isRead(subject.digest);
    if (!isRead && !context.emit.node(nodeOfDescriptor(subject))) break;
    context.emit.edge(digest, 'subject', subject.digest, 'manifest');
    if (isRead) break;
    chain.set(subject.digest, subject);
    const fetched = await loadManifest(context, subject, priority);
    if (fetched === undefined) break;
    ({ digest } = fetched);
    ({ subject } = fetched.manifest);
  }
  return [...chain.values()];
}
