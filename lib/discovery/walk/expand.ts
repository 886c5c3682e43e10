import { priorities } from '#lib/discovery/call-scheduler';
import { loadManifest } from '#lib/discovery/load-manifest';
import { followSubjects } from '#lib/discovery/parents/follow-subjects';
import { emitChildren } from '#lib/discovery/sources/children';
import { findReferrers } from '#lib/discovery/sources/find-referrers';
import type { WalkContext } from '#lib/discovery/walk-context';
import { isAsked } from '#lib/discovery/walk-scope';
import type { Subject } from '#lib/oci/descriptor';
import { isIndexMediaType } from '#lib/oci/media-type';
import type { FetchedManifest } from '#lib/registry/registry-client';

/** What a step led to; of a referrer everything that another step needs is known without reading it. */
export type Reached = { readonly descriptor: Subject; readonly isReferrer: boolean };

/**
 * One step from a manifest that was read: what refers to it, what it contains and what it refers to. Returns what was
 * reached, for the next step.
 */
export async function expand(
  context: WalkContext,
  fetched: FetchedManifest,
  priority: number,
): Promise<readonly Reached[]> {
  // The referrers are asked for first: they are what people came for; children are in the manifest already.
  const referrers = findReferrers(context, fetched.digest, priority);
  if (fetched.manifest.shape === 'index') await context.budget.reserve(fetched.manifest.manifests.length);
  const children = isAsked(context.scope, 'manifest') ? emitChildren(context, fetched) : [];
  const climbed = context.scope.isDownward ? [] : followSubjects(context, fetched, priority);
  const [subjects, attached] = await Promise.all([climbed, referrers]);
  return [
    ...[...subjects, ...children].map((descriptor) => ({ descriptor, isReferrer: false })),
    ...attached.map((descriptor) => ({ descriptor, isReferrer: true })),
  ];
}

/** Goes one step on from what was reached; nothing is reached from what cannot be read. */
export async function stepFrom(
  context: WalkContext,
  { descriptor, isReferrer }: Reached,
): Promise<readonly Reached[]> {
  if (context.budget.isEnding()) return [];
  const holdsMore = isIndexMediaType(descriptor.mediaType) || context.scope.includeBlobs;
  if (isReferrer && !holdsMore) {
    const attached = await findReferrers(context, descriptor.digest, priorities.step);
    return attached.map((found) => ({ descriptor: found, isReferrer: true }));
  }
  const fetched = await loadManifest(context, descriptor, priorities.step);
  return fetched === undefined ? [] : await expand(context, fetched, priorities.step);
}
