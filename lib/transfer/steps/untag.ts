import { findTagState } from '#lib/transfer/lookup/find-tag-state';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { done, skipped } from '#lib/transfer/step-context';
import { backUpManifests, restoreDropped, withRestore } from '#lib/transfer/steps/manifest-backup';

const gone = skipped('It was gone already.');

/** The reason of a step whose registry deleted more than the tag. */
export const droppedWithTag =
  'The registry deleted the manifest with its last tag; it was put back, under its digest.';

/**
 * Removes a tag; its manifest stays:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-tags
 */
export async function untagStep(work: WorkOf<'untag'>, context: StepContext): Promise<StepOutcome> {
  const { at, tag, digest } = work;
  if ((await findTagState(at, tag, digest, context)) === 'gone') return gone;
  const backups = await backUpManifests({ at, digest }, context);
  const write = (await context.begin(backups))(at.registry);
  const { result, isPutBack } = await withRestore(
    () => write.deleteManifest(at.repository, tag),
    () => restoreDropped(at, backups, context, write),
  );
  if (isPutBack) return { state: 'done', reason: droppedWithTag };
  return result === 'gone' ? gone : done;
}
