import { findTagState } from '#lib/transfer/lookup/find-tag-state';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { done, skipped } from '#lib/transfer/step-context';
import { backUpManifests, restoreDropped, withRestore } from '#lib/transfer/steps/manifest-backup';

const gone = skipped('It was gone already.');

/** What a step says where a registry took more than the tag. */
export const droppedWithTag =
  'The registry dropped the manifest with its last tag; it was put back, and is there by its digest.';

/** Removes a tag alone (distribution-spec end-9 by tag). */
export async function untagStep(work: WorkOf<'untag'>, context: StepContext): Promise<StepOutcome> {
  const { at, tag, digest } = work;
  if ((await findTagState(at, tag, digest, context)) === 'gone') return gone;
  const kept = await backUpManifests({ at, digest }, context);
  const write = (await context.begin(kept))(at.registry);
  const { result, isPutBack } = await withRestore(
    () => write.deleteManifest(at.repository, tag),
    () => restoreDropped(at, kept, context, write),
  );
  if (isPutBack) return { state: 'done', reason: droppedWithTag };
  return result === 'gone' ? gone : done;
}
