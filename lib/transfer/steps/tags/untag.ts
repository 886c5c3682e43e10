import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/steps/step-context';
import { done, skipped } from '#lib/transfer/steps/step-context';
import { tagState } from '#lib/transfer/steps/tags/tag-state';

const gone = skipped('It was gone already.');

/** Removes a tag alone (distribution-spec end-9 by tag). */
export async function untag(work: WorkOf<'untag'>, context: StepContext): Promise<StepOutcome> {
  const { at, tag, digest } = work;
  if ((await tagState(at, tag, digest, context)) === 'gone') return gone;
  const { client, signal } = context;
  const answer = await client(at.registry).deleteManifest(at.repository, tag, { signal });
  return answer === 'gone' ? gone : done;
}
