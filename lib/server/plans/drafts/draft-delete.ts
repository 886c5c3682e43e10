import { parseReference } from '#lib/oci/reference';
import { connect } from '#lib/server/sessions/connect';
import type { PlanDraft } from '#lib/transfer/plan';
import type { DeleteRequest, RepairRequest } from '#lib/transfer/plan-request';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';
import { planRepair } from '#lib/transfer/planning/plan-repair';
import type { Survey } from '#lib/transfer/survey/survey';
import { refuseLayout } from './parse-target.ts';
import type { Drafting } from './survey.ts';
import { makeSurvey } from './survey.ts';

/** Plans a deletion after a fresh look at the artifact and at the whole repository around it. */
export async function draftDelete(drafting: Drafting, request: DeleteRequest): Promise<PlanDraft> {
  const reference = parseReference(request.ref);
  refuseLayout(reference);
  const survey = await makeSurvey(drafting.session, reference, { isWhole: true, signal: drafting.signal });
  return await draftDeletion(drafting, survey, request);
}

/** The same for what was looked at already. */
export async function draftDeletion(
  { session, signal }: Drafting,
  survey: Survey,
  request: DeleteRequest,
): Promise<PlanDraft> {
  const { registry, repository } = survey.at;
  const removesTags = request.scope === 'tag' || survey.referrersLists.size > 0;
  const deletesTags = removesTags
    ? await connect(session, registry).probeTagDeletion(repository, { signal })
    : undefined;
  return planDelete(survey, request, { deletesTags });
}

/** Plans what makes the referrers tag of a manifest true again. */
export async function draftRepair({ session, signal }: Drafting, request: RepairRequest): Promise<PlanDraft> {
  const reference = parseReference(request.ref);
  refuseLayout(reference);
  return planRepair(await makeSurvey(session, reference, { isWhole: false, signal }));
}
