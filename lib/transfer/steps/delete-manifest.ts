import type { Digest } from '#lib/oci/digest';
import { findManifest, refersTo } from '#lib/transfer/lookup/find-manifest';
import { findTagState } from '#lib/transfer/lookup/find-tag-state';
import { queryReferrersApi } from '#lib/transfer/lookup/query-referrers-api';
import { mapConcurrent } from '#lib/transfer/map-concurrent';
import { readReferrersTag } from '#lib/transfer/referrers-tag/read-referrers-tag';
import type { CheckContext, StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { done, skipped } from '#lib/transfer/step-context';
import { PlanOutdated } from '#lib/transfer/step-error';

const gone = skipped('It was gone already.');

/** Deletes a manifest by digest, and with it the tags that point to it (distribution-spec end-9). */
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
  const answer = await write(at.registry).deleteManifest(at.repository, digest, { signal });
  return answer === 'gone' ? gone : done;
}

/** Throws {@link PlanOutdated} when a tag was moved, or a referrer that the plan does not know came to it. */
export async function checkDelete(work: WorkOf<'delete-manifest'>, context: CheckContext): Promise<void> {
  const { at, digest } = work;
  await checkTags(work, context);
  const known = new Set(work.referrers);
  const listed = await referrersNow(work, context);
  const unknown = listed.filter((referrer) => !known.has(referrer));
  // Lists go on naming what was deleted; only what is there is lost.
  const refers = (referrer: Digest) => refersTo(at, referrer, digest, context);
  const answers = await mapConcurrent(unknown, context.checksAtOnce, refers, (isThere) => isThere);
  const added = unknown.find((_, index) => answers[index]);
  if (added !== undefined) {
    throw new PlanOutdated(`${added} was attached to ${digest} since the plan was shown.`);
  }
}

/** Throws {@link PlanOutdated} when a tag of the manifest was moved. */
export async function checkTags(
  { at, digest, tags }: WorkOf<'delete-manifest'>,
  context: CheckContext,
): Promise<void> {
  await mapConcurrent(tags, context.checksAtOnce, (tag) => findTagState(at, tag, digest, context));
}

async function referrersNow(
  { at, digest }: WorkOf<'delete-manifest'>,
  context: CheckContext,
): Promise<readonly Digest[]> {
  const answer = await queryReferrersApi({ at, subject: digest }, context);
  if (answer !== 'refused' && answer.support === 'supported')
    return answer.descriptors.map((entry) => entry.digest);
  const list = await readReferrersTag(at, digest, context);
  return list.kind === 'list' ? list.entries : [];
}
