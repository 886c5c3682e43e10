import { formatReference } from '#lib/oci/reference';
import type { PlanDraft } from '#lib/transfer/plan';
import type { DeleteRequest } from '#lib/transfer/plan-request';
import { blockersOf } from '#lib/transfer/planning/delete/blockers';
import { deleteSteps } from '#lib/transfer/planning/delete/delete-steps';
import { keptOf } from '#lib/transfer/planning/delete/kept';
import { planUntag } from '#lib/transfer/planning/delete/plan-untag';
import { deleteTotals } from '#lib/transfer/planning/delete/totals';
import { warningsOf } from '#lib/transfer/planning/delete/warnings';
import type { DeleteCapabilities } from '#lib/transfer/planning/delete/what-goes';
import { whatGoes } from '#lib/transfer/planning/delete/what-goes';
import { confirmText } from '#lib/transfer/planning/text';
import type { Survey } from '#lib/transfer/survey/survey';

/** The plan to delete a tag, a manifest, or an artifact with everything that belongs to it. */
export function planDelete(
  survey: Survey,
  request: DeleteRequest,
  capabilities: DeleteCapabilities,
): PlanDraft {
  if (request.scope === 'tag') return planUntag(survey, capabilities);
  const deletion = whatGoes(survey, request, capabilities);
  const steps = deleteSteps(deletion);
  const { blockers, accepted } = blockersOf(deletion);
  return {
    title: titleOf(survey, request.scope),
    root: survey.root,
    steps,
    kept: keptOf(deletion),
    warnings: [...warningsOf(deletion), ...accepted],
    blockers,
    confirm: confirmText(survey),
    totals: deleteTotals(deletion, steps),
  };
}

function titleOf({ at, root, tag }: Survey, scope: 'manifest' | 'graph'): string {
  const name = formatReference(tag === undefined ? { ...at, digest: root } : { ...at, tag });
  return scope === 'graph' ? `Delete ${name} and everything attached to it` : `Delete ${name} alone`;
}
