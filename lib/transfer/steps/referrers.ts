import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import { queryReferrersApi } from '#lib/transfer/lookup/query-referrers-api';
import { addToList, removeFromList } from '#lib/transfer/referrers-tag/edit-referrers-list';
import { updateReferrersTag } from '#lib/transfer/referrers-tag/update-referrers-tag';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { done, skipped } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';

const whyNot = {
  'no-api': 'The registry has no referrers API',
  'not-listed': 'The referrers API of the registry does not list them',
  refused: 'The registry does not let us ask its referrers API',
} as const;
const asksMax = 3;
const lagMs = 250;

/**
 * Makes sure that referrers are found from their subject. `OCI-Subject` after a PUT is no proof: ECR and Docker Hub sent
 * it without a list (protocol.md §1.9), so the list is asked for, and the referrers tag written where it lacks them.
 */
export async function listReferrersStep(
  { at, subject, referrers }: WorkOf<'list-referrers'>,
  context: StepContext,
): Promise<StepOutcome> {
  const wanted = referrers.map(({ digest }) => digest);
  const answer = await askForAll(at, subject, wanted, context);
  if (answer === 'listed') return { state: 'done', reason: 'They are listed by the registry.' };
  const tag = referrersTag(subject);
  const why = whyNot[answer];
  const { state, kept } = await updateReferrersTag({ at, subject }, addToList(referrers), context);
  if (state === 'no-list') {
    const message = `${why}, and the tag ${tag}, which should list them, holds something else. It was left as it is.`;
    throw new StepError('list-unusable', message);
  }
  if (state !== 'written') return skipped(`${why}, but the tag ${tag} lists them already.`);
  return { state: 'done', reason: `${why}, so the tag ${tag} was written.${keptText(kept)}` };
}

/** Takes referrers off the list under the referrers tag, where there is one. */
export async function unlistReferrersStep(
  { at, subject, referrers }: WorkOf<'unlist-referrers'>,
  context: StepContext,
): Promise<StepOutcome> {
  const { state, kept } = await updateReferrersTag({ at, subject }, removeFromList(referrers), context);
  if (state === 'written') return kept.length === 0 ? done : { state: 'done', reason: keptText(kept).trim() };
  const tag = referrersTag(subject);
  if (state === 'absent') return skipped(`There is no tag ${tag}.`);
  return skipped(`The tag ${tag} ${state === 'no-list' ? 'is no list of referrers' : 'does not list them'}.`);
}

function keptText(kept: readonly Digest[]): string {
  if (kept.length === 0) return '';
  return ` The list before it, ${kept.join(', ')}, stays: another tag may point to it.`;
}

/** Asks more than once, because some registries list what was pushed a moment later. */
async function askForAll(
  at: Repository,
  subject: Digest,
  wanted: readonly Digest[],
  { client, signal, delay }: StepContext,
): Promise<'listed' | keyof typeof whyNot> {
  for (let asked = 1; ; asked++) {
    const answer = await queryReferrersApi({ at, subject }, { client, signal });
    if (answer === 'refused') return answer;
    if (answer.support === 'unsupported') return 'no-api';
    const listed = new Set(answer.descriptors.map(({ digest }) => digest));
    if (wanted.every((digest) => listed.has(digest))) return 'listed';
    if (asked === asksMax) return 'not-listed';
    await delay(lagMs * asked, signal);
  }
}
