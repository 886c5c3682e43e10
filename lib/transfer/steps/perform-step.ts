import type { Repository } from '#lib/oci/reference';
import type { StepWork } from '#lib/transfer/plan';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { copyBlobStep, pushBlobStep } from '#lib/transfer/steps/blob-steps';
import { deleteManifestStep } from '#lib/transfer/steps/delete-manifest';
import { listReferrersStep, unlistReferrersStep } from '#lib/transfer/steps/list-referrers';
import { copyManifestStep, pushManifestStep } from '#lib/transfer/steps/manifest-steps';
import { tagStep } from '#lib/transfer/steps/tag';
import { untagByPlaceholderStep, untagStep } from '#lib/transfer/steps/untag';
import { verifyStep } from '#lib/transfer/steps/verify';

/** Performs one step. A step that was begun before checks first whether its result exists, so any step can run again. */
export function performStep(work: StepWork, context: StepContext): Promise<StepOutcome> {
  switch (work.verb) {
    case 'archive':
      return archiveStep(work, context);
    case 'copy-blob':
      return copyBlobStep(work, context);
    case 'push-blob':
      return pushBlobStep(work, context);
    case 'copy-manifest':
      return copyManifestStep(work, context);
    case 'push-manifest':
      return pushManifestStep(work, context);
    case 'list-referrers':
      return listReferrersStep(work, context);
    case 'unlist-referrers':
      return unlistReferrersStep(work, context);
    case 'tag':
      return tagStep(work, context);
    case 'untag':
      return untagStep(work, context);
    case 'untag-by-placeholder':
      return untagByPlaceholderStep(work, context);
    case 'delete-manifest':
      return deleteManifestStep(work, context);
    case 'verify':
      return verifyStep(work, context);
    default:
      return work satisfies never;
  }
}

/** The repository that a step changes; undefined for one that only reads. */
export function changedBy(work: StepWork): Repository | undefined {
  switch (work.verb) {
    case 'archive':
    case 'verify':
      return undefined;
    case 'copy-blob':
    case 'push-blob':
    case 'copy-manifest':
    case 'push-manifest':
      return work.to;
    case 'list-referrers':
    case 'unlist-referrers':
    case 'tag':
    case 'untag':
    case 'untag-by-placeholder':
    case 'delete-manifest':
      return work.at;
    default:
      return work satisfies never;
  }
}

/** Writes the archive of a graph before anything of it is deleted; the result has its size in bytes. */
async function archiveStep(
  { at, content }: WorkOf<'archive'>,
  { archive, signal, onBytes }: StepContext,
): Promise<StepOutcome> {
  return { state: 'done', bytes: await archive(at, content, { signal, onBytes }) };
}
