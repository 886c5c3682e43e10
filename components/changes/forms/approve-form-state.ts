import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import { approvalStatement, approvalType } from '#lib/audit/promotion/approval';
import type { Promotion } from '#lib/audit/promotion/promotion';
import { atDigest, formatReference, parseReference } from '#lib/oci/reference';

/** What a person writes to accept a candidate. */
export type ApproveFormState = { readonly who: string; readonly note: string; readonly reason: string };

/** Characters of one field: the approval stays a small document. */
export const approveFieldMax = 500;

/** What is still missing, as a sentence; undefined when the candidate can be accepted. */
export function lackOfApproval({ who, reason }: ApproveFormState, promotion: Promotion): string | undefined {
  if (who.trim() === '') return 'Enter who accepts it.';
  if (promotion.verdict !== 'pass' && reason.trim() === '')
    return promotion.verdict === 'fail'
      ? 'The candidate fails. Enter why you accept it anyway.'
      : 'Some checks are unknown. Enter why you accept it anyway.';
  return undefined;
}

/** The file that approves the candidate. `at` is now. */
export function approvalFile({ who, note, reason }: ApproveFormState, promotion: Promotion, at: Date): File {
  const isPass = promotion.verdict === 'pass';
  const signOff = { who: who.trim(), note: note.trim(), reason: isPass ? '' : reason.trim(), at };
  return new File([approvalStatement(promotion, signOff)], 'approval.json', {
    type: 'application/vnd.in-toto+json',
  });
}

/** The ordinary plan that attaches the file, once it was uploaded, to the digest that was judged. */
export function approvalRequest({ candidate }: Promotion, upload: string): PlanRequestDocument {
  const { registry, repository } = parseReference(candidate.reference);
  return {
    action: 'attach',
    mode: 'attach-files',
    subject: formatReference(atDigest({ registry, repository }, candidate.digest)),
    artifactType: approvalType,
    files: [{ upload, name: 'approval.json', mediaType: 'application/vnd.in-toto+json' }],
  };
}
