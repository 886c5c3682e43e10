import type { Digest } from '#lib/oci/digest';
import type { PlanDraft, Step } from '#lib/transfer/plan';
import type { DeleteRequest } from '#lib/transfer/plan-request';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';
import { surveyExample } from './survey-example.ts';

/** The plan to delete the graph of an example, without an archive unless the request says so. */
export function planExample(
  example: Parameters<typeof surveyExample>[0],
  change: Partial<DeleteRequest> = {},
  deletesTags?: boolean,
): PlanDraft {
  const request: DeleteRequest = { action: 'delete', ref: 'x', scope: 'graph', archive: false, ...change };
  return planDelete(surveyExample(example), request, { deletesTags });
}

/** The digests that a plan deletes, in its order. */
export function deletedBy({ steps }: PlanDraft): readonly Digest[] {
  return steps.flatMap((step) => (step.verb === 'delete-manifest' ? [step.digest] : []));
}

/** The step that deletes this manifest. */
export function deletionOf({ steps }: PlanDraft, digest: Digest): Step | undefined {
  return steps.find((step) => step.verb === 'delete-manifest' && step.digest === digest);
}

/** The codes of notices, in their order. */
export function codesOf(notices: readonly { readonly code: string }[]): readonly string[] {
  return notices.map(({ code }) => code);
}
