import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';

/** How much is deleted, and whether it is archived first. */
export type DeleteChoice = {
  readonly scope: 'tag' | 'manifest' | 'graph';
  readonly archive: boolean;
};

/** The request that deletes what `ref` names; a tag alone has no content to archive. */
export function deleteRequest(ref: string, { scope, archive }: DeleteChoice): PlanRequestDocument {
  return { action: 'delete', ref, scope, ...(scope === 'tag' ? {} : { archive }) };
}
