import { CheckIcon } from '#components/ui/check-icon';
import type { Approval, Promotion } from '#lib/audit/promotion/promotion';
import { formatShortDigest } from '#lib/oci/digest';
import { shorten } from '#lib/text/untrusted-text';
import { approvalLine, evidencePath } from './promotion-words.ts';

/** Who approved the candidate before, and what has to be known of it. */
export function ApprovalList({ promotion }: { readonly promotion: Promotion }) {
  const { approvals, candidate } = promotion;
  return (
    <section aria-label="Approvals" className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">Approvals</h2>
      {approvals.length === 0 ? (
        <p className="text-muted">Nobody has approved this digest yet.</p>
      ) : (
        <ul className="rounded-lg border border-line">
          {approvals.map((approval) => (
            <li
              key={approval.digest}
              className="flex items-start gap-3 border-line px-4 py-3 not-first:border-t"
            >
              <CheckIcon state={iconOf(approval)} />
              <div className="min-w-0 [overflow-wrap:anywhere]">
                <p>
                  {shorten(approvalLine(approval))}{' '}
                  <a
                    href={evidencePath(candidate.reference, candidate.digest, approval.digest)}
                    className="font-mono text-sm underline underline-offset-3"
                  >
                    {formatShortDigest(approval.digest)}
                  </a>
                </p>
                {approval.claim?.note === undefined ? null : <p>“{shorten(approval.claim.note)}”</p>}
                <Remarks approval={approval} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Remarks({ approval: { remarks, signedBy } }: { readonly approval: Approval }) {
  const told = [
    ...remarks,
    signedBy === undefined ? 'Signed-off-by only, without a signature.' : `It is signed by ${signedBy}.`,
  ];
  return (
    <ul className="text-muted">
      {told.map((remark) => (
        <li key={remark}>{shorten(remark)}</li>
      ))}
    </ul>
  );
}

/** Only an approval that is signed proves who gave it. */
function iconOf({ state, signedBy, remarks }: Approval) {
  if (state === 'failed') return 'failed';
  if (remarks.length > 0) return 'cannot-check';
  return signedBy === undefined ? 'present' : 'valid';
}
