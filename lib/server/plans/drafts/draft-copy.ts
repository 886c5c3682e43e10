import type { Repository } from '#lib/oci/reference';
import { formatReference, parseReference } from '#lib/oci/reference';
import { draftDeletion } from '#lib/server/plans/drafts/draft-delete';
import { parseTarget } from '#lib/server/plans/drafts/parse-target';
import type { Drafting } from '#lib/server/plans/drafts/survey';
import { makeSurvey } from '#lib/server/plans/drafts/survey';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { connect } from '#lib/server/sessions/connect';
import { inspectTarget } from '#lib/transfer/lookup/inspect-target';
import type { PlanDraft } from '#lib/transfer/plan';
import type { CopyRequest } from '#lib/transfer/plan-request';
import { requiredContent, selectCopySet } from '#lib/transfer/planning/copy-set';
import { planCopy } from '#lib/transfer/planning/plan-copy';
import { planMove } from '#lib/transfer/planning/plan-move';
import type { Survey } from '#lib/transfer/survey/survey';

/** Plans a copy, or a move: that copy and the deletion at the source behind it. */
export async function draftCopy({ session, signal }: Drafting, request: CopyRequest): Promise<PlanDraft> {
  const from = parseReference(request.from);
  const { at, tag = from.digest === undefined ? from.tag : undefined } = parseTarget(request.to);
  const isMove = request.action === 'move';
  if (isMove) assertMovable(request, from, at);
  const survey = await makeSurvey(session, from, { isWhole: isMove, hasAliases: true, signal });
  const source = {
    survey,
    tags: tag === undefined ? [] : [tag],
    ...(request.platforms === undefined ? {} : { rootBytes: await rootBytes({ session, signal }, survey) }),
  };
  const copySet = selectCopySet(source, {
    referrers: request.referrers ?? 'all',
    ...(request.platforms === undefined ? {} : { platforms: request.platforms }),
  });
  const client = connect(session, at.registry);
  const target = await inspectTarget(client, at.repository, requiredContent([copySet], isMove), signal);
  const names = `${formatReference(from)} to ${at.registry}/${at.repository}${tag === undefined ? '' : `:${tag}`}`;
  const copy = planCopy({
    title: `Copy ${names}`,
    copySets: [copySet],
    target,
    accept: request.accept,
    isStrict: isMove,
  });
  if (!isMove) return copy;
  const deletion = await draftDeletion({ session, signal }, survey, {
    action: 'delete',
    ref: request.from,
    scope: 'graph',
    archive: false,
    accept: request.accept,
  });
  return planMove(`Move ${names}`, copy, deletion);
}

// What was left behind would be deleted all the same.
function assertMovable({ referrers, platforms }: CopyRequest, from: Repository, at: Repository): void {
  if ((referrers ?? 'all') !== 'all' || platforms !== undefined) {
    throw invalidRequest('A move takes everything. To move a part, copy it and delete the rest.');
  }
  if (from.registry.startsWith('oci:')) throw invalidRequest('A layout is copied or imported, not moved.');
  if (from.registry === at.registry && from.repository === at.repository) {
    throw invalidRequest('It is already in this repository. To rename it, add a tag and remove the old one.');
  }
}

async function rootBytes({ session, signal }: Drafting, { at, root }: Survey): Promise<Uint8Array> {
  const { bytes } = await connect(session, at.registry).getManifestBytes(at.repository, root, { signal });
  return bytes;
}
