import type { Repository } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { resolveTags } from '#lib/repository/resolve-tags';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { connect } from '#lib/server/sessions/connect';
import type { PlanDraft } from '#lib/transfer/plan';
import type { DeleteListedRequest } from '#lib/transfer/plan-request';
import { planListed } from '#lib/transfer/planning/delete/plan-listed';
import { refuseLayout } from './parse-target.ts';
import type { Drafting } from './survey.ts';
import { makeSurveyOfMany } from './survey.ts';

/**
 * Plans the deletion of several artifacts and tags of one repository.
 *
 * @throws ProblemError `request-invalid` for a list of nothing
 */
export async function draftListed(drafting: Drafting, request: DeleteListedRequest): Promise<PlanDraft> {
  const at = parseRepository(request.ref);
  refuseLayout(at);
  const digests = [...new Set(request.digests)];
  // A tag whose manifest stays is looked at from its manifest.
  const about = digests.length > 0 ? digests : await targetsOf(drafting, at, request.tags ?? []);
  if (about.length === 0) throw invalidRequest('The list names no artifact and no tag that is there.');
  const survey = await makeSurveyOfMany(drafting, at, about);
  const removesTags = (request.tags ?? []).length > 0 || survey.referrersLists.size > 0;
  const deletesTags = removesTags
    ? await connect(drafting.session, at.registry).probeTagDeletion(at.repository, {
        signal: drafting.signal,
      })
    : undefined;
  return planListed(survey, request, { deletesTags });
}

async function targetsOf({ session, signal }: Drafting, at: Repository, tags: readonly string[]) {
  const client = connect(session, at.registry);
  const { targets } = await resolveTags(createRepositoryReader(client, at.repository, signal), tags);
  return [...new Set([...targets.values()].map(({ digest }) => digest))];
}
