import type { Digest } from '#lib/oci/digest';
import { referrersTag } from '#lib/oci/referrers-tag';
import { transferLimits } from '#lib/transfer/limits';
import { queryReferrersApi } from '#lib/transfer/lookup/query-referrers-api';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { done, skipped } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';
import { addToList, removeFromList } from '#lib/transfer/steps/edit-referrers-list';
import { updateReferrersTag } from '#lib/transfer/steps/update-referrers-tag';

const whyNot = {
  'no-api': 'The registry has no referrers API',
  'not-listed': 'The referrers API of the registry does not list them',
  refused: 'The registry refuses access to its referrers API',
} as const;

/**
 * Makes sure that a client finds these referrers from their subject. The header `OCI-Subject` in the response to a PUT
 * should prove it, but ECR and Docker Hub have sent it without a list: so the list itself is read, and the referrers tag
 * is written where the list lacks one of them:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject
 *
 * @throws StepError `list-unusable` when the referrers tag points to something else
 */
export async function listReferrersStep(
  work: WorkOf<'list-referrers'>,
  context: StepContext,
): Promise<StepOutcome> {
  const { at, subject, referrers } = work;
  const state = await readUntilListed(work, context);
  if (state === 'listed') return { state: 'done', reason: 'The referrers API of the registry lists them.' };
  const tag = referrersTag(subject);
  const why = whyNot[state];
  const update = await updateReferrersTag({ at, subject }, addToList(referrers), context);
  if (update.state === 'no-list') {
    const message = `${why}, and the tag ${tag}, which should list them, points to something else. Orrery left it unchanged.`;
    throw new StepError('list-unusable', message);
  }
  if (update.state !== 'written') return skipped(`${why}, but the tag ${tag} already lists them.`);
  return {
    state: 'done',
    reason: `${why}, so Orrery wrote the tag ${tag}.${formatRemaining(update.remaining)}`,
  };
}

/** A sentence about replaced lists that were not deleted, with a space before it; empty when there are none. */
function formatRemaining(lists: readonly Digest[]): string {
  if (lists.length === 0) return '';
  return ` The list before it, ${lists.join(', ')}, stays: another tag may point to it.`;
}

// More than once, because some registries list a referrer a moment after its push.
async function readUntilListed(
  { at, subject, referrers }: WorkOf<'list-referrers'>,
  { client, signal, delay }: StepContext,
): Promise<'listed' | keyof typeof whyNot> {
  const { referrersReadsMax, referrersLagMs } = transferLimits;
  for (let reads = 1; ; reads++) {
    const result = await queryReferrersApi({ at, subject }, { client, signal });
    if (result === 'refused') return result;
    if (result.support === 'unsupported') return 'no-api';
    const listed = new Set(result.descriptors.map(({ digest }) => digest));
    if (referrers.every(({ digest }) => listed.has(digest))) return 'listed';
    if (reads === referrersReadsMax) return 'not-listed';
    await delay(referrersLagMs * reads, signal);
  }
}

/**
 * Removes referrers from the list under the referrers tag, where there is one:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests
 */
export async function unlistReferrersStep(
  { at, subject, referrers }: WorkOf<'unlist-referrers'>,
  context: StepContext,
): Promise<StepOutcome> {
  const { state, remaining } = await updateReferrersTag({ at, subject }, removeFromList(referrers), context);
  if (state === 'written')
    return remaining.length === 0 ? done : { state: 'done', reason: formatRemaining(remaining).trim() };
  const tag = referrersTag(subject);
  if (state === 'absent') return skipped(`There is no tag ${tag}.`);
  return skipped(
    `The tag ${tag} ${state === 'no-list' ? 'is not a list of referrers' : 'does not list them'}.`,
  );
}
