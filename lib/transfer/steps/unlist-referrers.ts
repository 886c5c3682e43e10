import { referrersTag } from '#lib/oci/referrers-tag';
import { removeFromList } from '#lib/transfer/referrers-tag/edit-referrers-list';
import { updateReferrersTag } from '#lib/transfer/referrers-tag/update-referrers-tag';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { done, skipped } from '#lib/transfer/step-context';
import { formatRemaining } from '#lib/transfer/steps/list-referrers';

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
  return skipped(`The tag ${tag} ${state === 'no-list' ? 'is no list of referrers' : 'does not list them'}.`);
}
