import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import type { KeptContent, PlanDraft } from '#lib/transfer/plan';
import type { DeleteRequest } from '#lib/transfer/plan-request';
import { deleteBlockers, deleteWarnings } from '#lib/transfer/planning/delete/delete-notices';
import { deleteSteps } from '#lib/transfer/planning/delete/delete-steps';
import { planUntag } from '#lib/transfer/planning/delete/plan-untag';
import type { DeleteCapabilities, Deletion } from '#lib/transfer/planning/delete/select-deletion';
import { deleteTotals, selectDeletion } from '#lib/transfer/planning/delete/select-deletion';
import { confirmText, enumerate, indexName, nameOf } from '#lib/transfer/planning/text';
import type { Survey } from '#lib/transfer/survey/survey';

/** The plan to delete a tag, a manifest, or an artifact with everything attached to it. */
export function planDelete(
  survey: Survey,
  request: DeleteRequest,
  capabilities: DeleteCapabilities,
): PlanDraft {
  if (request.scope === 'tag') return planUntag(survey, capabilities);
  const deletion = selectDeletion(survey, request, capabilities);
  const steps = deleteSteps(deletion);
  const { blockers, accepted } = deleteBlockers(deletion);
  return {
    title: titleOf(survey, request.scope),
    root: survey.root,
    steps,
    kept: keptContent(deletion),
    warnings: [...deleteWarnings(deletion), ...accepted],
    blockers,
    confirm: confirmText(survey),
    totals: deleteTotals(deletion, steps),
  };
}

function titleOf({ at, root, tag }: Survey, scope: 'manifest' | 'graph'): string {
  const name = formatReference(tag === undefined ? { ...at, digest: root } : { ...at, tag });
  return scope === 'graph' ? `Delete ${name} and everything attached to it` : `Delete ${name} alone`;
}

/** The parts of the graph that stay, each with its reason in a sentence. */
export function keptContent(deletion: Deletion): readonly KeptContent[] {
  const { survey, stays } = deletion;
  const kept = [...stays.keys()].map((digest) => ({ digest, why: whyKept(deletion, digest) }));
  const unread = survey.gaps.flatMap(({ code, digests = [] }) =>
    code === 'manifests-unknown' ? digests : [],
  );
  return [...kept, ...unread.map((digest) => ({ digest, why: 'It cannot be read, so it stays.' }))];
}

function whyKept(deletion: Deletion, digest: Digest): string {
  const { survey, stays } = deletion;
  const reason = stays.get(digest);
  switch (reason?.because) {
    case 'tagged':
      return reason.tags.length === 1
        ? `The tag ${reason.tags[0] ?? ''} points to it.`
        : `The tags ${enumerate(reason.tags)} point to it.`;
    case 'held': {
      const holders = survey.holders.get(digest) ?? [];
      return `The index ${enumerate(holders.map((by) => indexName(by.digest, by.tags)))} contains it too.`;
    }
    case 'not-chosen':
      return 'You did not choose it.';
    case 'needed':
      return `${nameOf(survey, reason.by)} is attached to it, and you did not choose that.`;
    case 'part-of':
      return `It is part of ${nameOf(survey, reason.of)}, which stays.`;
    case 'attached-to':
      return `It is attached to ${nameOf(survey, reason.of)}, which stays.`;
    case 'alone':
    case undefined:
      return whyAlone(deletion, digest);
    default:
      return reason satisfies never;
  }
}

function whyAlone({ survey, tags }: Deletion, digest: Digest): string {
  const isReferrer = (survey.referrers.get(survey.root) ?? []).some((one) => one.digest === digest);
  if (isReferrer) return `Only the manifest is deleted. This refers to ${formatShortDigest(survey.root)}.`;
  const own = tags.all.get(digest) ?? [];
  return own.length === 0
    ? 'Only the index is deleted. No tag points to this part.'
    : `Only the index is deleted; ${enumerate(own)} points to this part of it.`;
}
