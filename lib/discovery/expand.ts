import { sayChildren } from '#lib/discovery/children';
import { loadManifest } from '#lib/discovery/load-manifest';
import { nodeOfDescriptor } from '#lib/discovery/node-of';
import { findReferrers } from '#lib/discovery/referrers';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { FetchedManifest } from '#lib/registry/registry-client';

/**
 * One step from a manifest that was read: what refers to it, what it contains and what it refers to. Returns what was
 * reached, for the next step.
 */
export async function expand(context: WalkContext, fetched: FetchedManifest): Promise<readonly Descriptor[]> {
  // The referrers are asked for first: they are what people came for; children are in the manifest already.
  const referrers = findReferrers(context, fetched.digest);
  const children = sayChildren(context, fetched);
  const [subjects, attached] = await Promise.all([climb(context, fetched), referrers]);
  return [...subjects, ...children, ...attached];
}

/** Reads the manifest of a descriptor, then expands it; nothing is reached from what cannot be read. */
export async function loadAndExpand(
  context: WalkContext,
  descriptor: Descriptor,
): Promise<readonly Descriptor[]> {
  if (context.isHalted()) return [];
  const fetched = await loadManifest(context, descriptor);
  return fetched === undefined ? [] : await expand(context, fetched);
}

/** Follows the chain of subjects upward, so that it is known where a thing belongs, and whether that is still there. */
async function climb(context: WalkContext, from: FetchedManifest): Promise<readonly Descriptor[]> {
  const chain = new Map<Digest, Descriptor>();
  let { digest } = from;
  let { subject } = from.manifest;
  while (subject !== undefined && !chain.has(subject.digest) && subject.digest !== from.digest) {
    if (chain.size >= context.limits.walkDepthMax) {
      context.sayLimit(digest, `The chain of subjects is longer than ${context.limits.walkDepthMax}.`);
      break;
    }
    const isRead = context.isRead(subject.digest);
    if (!isRead && !context.sayNode(nodeOfDescriptor(subject))) break;
    context.sayEdge(digest, 'subject', subject.digest, 'manifest');
    if (isRead) break;
    chain.set(subject.digest, subject);
    const fetched = await loadManifest(context, subject);
    if (fetched === undefined) break;
    ({ digest } = fetched);
    ({ subject } = fetched.manifest);
  }
  return [...chain.values()];
}
