import { findManifest, findManifestBytes } from '#lib/transfer/lookup/find-manifest';
import { movedTagError } from '#lib/transfer/lookup/find-tag-state';
import type { CheckContext, StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { done, skipped } from '#lib/transfer/step-context';
import { LostContent, PlanOutdated, StepError } from '#lib/transfer/step-error';
import {
  backUpManifests,
  restoreDropped,
  uncancelled,
  withRestore,
} from '#lib/transfer/steps/manifest-backup';

const droppedByMove =
  'The registry dropped what the tag pointed to before; it was put back, and is there by its digest.';

/** Points a tag at a manifest by putting that manifest's bytes under the tag. */
export async function tagStep(work: WorkOf<'tag'>, context: StepContext): Promise<StepOutcome> {
  const { at, tag, digest, was } = work;
  if ((await checkTag(work, context)) === 'set') return skipped('It pointed there already.');
  const manifest = await findManifestBytes(at, digest, context);
  if (manifest === undefined) {
    const message = `${digest}, which the tag ${tag} is to point to, is not there.`;
    throw new LostContent(message, new Set([digest]), 'tag-not-set');
  }
  const kept = was === null ? [] : await backUpManifests({ at, digest: was }, context);
  const write = (await context.begin(kept))(at.registry);
  const { isPutBack } = await withRestore(
    () => write.putManifest(at.repository, tag, manifest),
    () => restoreDropped(at, kept, context, write),
  );
  const now = await findManifest(at, tag, { ...context, signal: uncancelled });
  if (now?.digest !== digest) {
    const message = `The registry took the tag ${tag}, and yet it`;
    if (now === undefined) throw new LostContent(`${message} is not there.`, new Set([tag]), 'tag-not-set');
    throw new StepError('tag-not-set', `${message} points to ${now.digest}.`);
  }
  return isPutBack ? { state: 'done', reason: droppedByMove } : done;
}

/** Whether the tag is still to be set; throws {@link PlanOutdated} when it is not where the plan found it. */
export async function checkTag(
  { at, tag, digest, was }: WorkOf<'tag'>,
  context: CheckContext,
): Promise<'set' | 'to-set'> {
  const current = await findManifest(at, tag, context);
  if (current?.digest === digest) return 'set';
  if ((current?.digest ?? null) === was) return 'to-set';
  if (was !== null) throw movedTagError(tag, current?.digest);
  throw new PlanOutdated(
    `The tag ${tag} was new when the plan was shown, and points to ${current?.digest} now.`,
  );
}
