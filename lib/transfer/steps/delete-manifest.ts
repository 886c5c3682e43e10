import { mapConcurrent, mapUntil } from '#lib/async/map-concurrent';
import type { Digest } from '#lib/oci/digest';
import { findManifest, refersTo } from '#lib/transfer/lookup/find-manifest';
import { findTagState } from '#lib/transfer/lookup/find-tag-state';
import { queryReferrersApi } from '#lib/transfer/lookup/query-referrers-api';
import type { CheckContext, StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { done, skipped } from '#lib/transfer/step-context';
import { PlanOutdated } from '#lib/transfer/step-error';
import { readReferrersTag } from '#lib/transfer/steps/update-referrers-tag';

const gone = skipped('It no longer existed.');

/**
 * Deletes a manifest by digest, and with it the tags that point to it:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests
 *
 * @throws PlanOutdated when something that the plan does not know came to the manifest
 */
export async function deleteManifestStep(
  work: WorkOf<'delete-manifest'>,
  context: StepContext,
): Promise<StepOutcome> {
  const { at, digest } = work;
  const [found, check] = await Promise.allSettled([
    findManifest(at, digest, context),
    checkDelete(work, context),
  ]);
  if (found.status === 'rejected') throw found.reason;
  if (found.value === undefined) return gone;
  if (check.status === 'rejected') throw check.reason;
  const { begin, signal } = context;
  const write = await begin();
  const result = await write(at.registry).deleteManifest(at.repository, digest, { signal });
  return result === 'gone' ? gone : done;
}

/**
 * Checks that the deletion would remove no more than the plan shows.
 *
 * @throws PlanOutdated when a tag of the manifest was moved, or a new referrer was attached to it
 */
export async function checkDelete(work: WorkOf<'delete-manifest'>, context: CheckContext): Promise<void> {
  const { at, digest } = work;
  await checkTags(work, context);
  const known = new Set(work.referrers);
  const listed = await currentReferrers(work, context);
  const unknown = listed.filter((referrer) => !known.has(referrer));
  // A list may still name a deleted manifest; only one that exists would be lost.
  const isAttached = (referrer: Digest) => refersTo(at, referrer, digest, context);
  const results = await mapUntil(unknown, context.checksAtOnce, isAttached, (isIt) => isIt);
  const added = unknown.find((_, index) => results[index]);
  if (added !== undefined) {
    throw new PlanOutdated(`${added} was attached to ${digest} after the plan was made.`);
  }
}

/**
 * Checks the tags of the manifest alone.
 *
 * @throws PlanOutdated when one of them was moved
 */
export async function checkTags(
  { at, digest, tags }: WorkOf<'delete-manifest'>,
  context: CheckContext,
): Promise<void> {
  await mapConcurrent(tags, context.checksAtOnce, (tag) => findTagState(at, tag, digest, context));
}

async function currentReferrers(
  { at, digest }: WorkOf<'delete-manifest'>,
  context: CheckContext,
): Promise<readonly Digest[]> {
  const result = await queryReferrersApi({ at, subject: digest }, context);
  if (result !== 'refused' && result.support === 'supported')
    return result.descriptors.map((entry) => entry.digest);
  const list = await readReferrersTag(at, digest, context);
  return list.kind === 'list' ? list.entries : [];
}
