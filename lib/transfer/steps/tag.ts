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
  'The registry deleted the manifest that the tag pointed to before; Orrery pushed it again by digest.';

/**
 * Points a tag at a manifest: puts the bytes of the manifest under the tag, as there is no other way:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests
 *
 * @throws PlanOutdated when the tag is not where the plan found it
 * @throws LostContent when the manifest, or the tag after the PUT, does not exist
 * @throws StepError `tag-not-set` when the tag points elsewhere after the PUT
 */
export async function tagStep(work: WorkOf<'tag'>, context: StepContext): Promise<StepOutcome> {
  const { at, tag, digest, was } = work;
  if ((await checkTag(work, context)) === 'set') return skipped('It already pointed there.');
  const manifest = await findManifestBytes(at, digest, context);
  if (manifest === undefined) {
    const message = `${digest}, which the tag ${tag} should point to, does not exist.`;
    throw new LostContent(message, new Set([digest]), 'tag-not-set');
  }
  const backups = was === null ? [] : await backUpManifests({ at, digest: was }, context);
  const write = (await context.begin(backups))(at.registry);
  const { isPutBack } = await withRestore(
    () => write.putManifest(at.repository, tag, manifest),
    () => restoreDropped(at, backups, context, write),
  );
  const now = await findManifest(at, tag, { ...context, signal: uncancelled });
  if (now?.digest !== digest) {
    const message = `The registry accepted the tag ${tag}, but`;
    if (now === undefined)
      throw new LostContent(`${message} does not have it.`, new Set([tag]), 'tag-not-set');
    throw new StepError('tag-not-set', `${message} it points to ${now.digest}.`);
  }
  return isPutBack ? { state: 'done', reason: droppedByMove } : done;
}

/**
 * Whether the tag points to the manifest of the plan already.
 *
 * @throws PlanOutdated when it is not where the plan found it
 */
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
