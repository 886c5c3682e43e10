import type { Repository } from '#lib/oci/reference';
import type { StepWork } from '#lib/transfer/plan';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { copyBlobStep, pushBlobStep } from '#lib/transfer/steps/blobs';
import { deleteManifestStep } from '#lib/transfer/steps/delete-manifest';
import { copyManifestStep, pushManifestStep } from '#lib/transfer/steps/manifests';
import { listReferrersStep, unlistReferrersStep } from '#lib/transfer/steps/referrers';
import { tagStep } from '#lib/transfer/steps/tag';
import { untagStep } from '#lib/transfer/steps/untag';
import { untagByPlaceholderStep } from '#lib/transfer/steps/untag-by-placeholder';
import { verifyStep } from '#lib/transfer/steps/verify';

/**
 * Does one step. Each looks first whether it is done already, so that any may be done again; one whose precondition no
 * longer holds throws PlanOutdated.
 */
export function performStep(work: StepWork, context: StepContext): Promise<StepOutcome> {
  switch (work.verb) {
    case 'archive':
      return archive(work, context);
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

async function archive(
  { at, content }: WorkOf<'archive'>,
  { archive: write, signal, onBytes }: StepContext,
): Promise<StepOutcome> {
  return { state: 'done', bytes: await write(at, content, { signal, onBytes }) };
}
