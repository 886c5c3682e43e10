import { StateIcon } from '#components/ui/state-icon';
import type { CheckedAuditLog } from '#lib/api/contract/admin-contract';
import { utcSecond } from './audit-words.ts';

/** What a check of the audit log found, in words. */
export function AuditVerdictText({ verdict }: { readonly verdict: CheckedAuditLog }) {
  return (
    <div className="flex gap-2">
      <span className="mt-0.5 shrink-0">
        <StateIcon state={verdict.isWhole ? 'valid' : 'failed'} />
      </span>
      <div className="min-w-0">
        <p className="font-medium break-words">{sentenceOf(verdict)}</p>
        {verdict.isWhole || verdict.line === 0 ? null : (
          <p className="text-muted">Rows before it are reliable.</p>
        )}
        <p className="text-sm text-muted">Checked {utcSecond(verdict.checkedAt)} UTC</p>
      </div>
    </div>
  );
}

function sentenceOf(verdict: CheckedAuditLog): string {
  if (!verdict.isWhole)
    return verdict.line === 0
      ? verdict.reason
      : `The log was altered at row ${verdict.line.toLocaleString('en')}. ${verdict.reason}`;
  const { rows } = verdict;
  if (rows === 0) return 'The log is empty and whole.';
  return rows === 1 ? 'The log is whole: 1 row.' : `The log is whole: ${rows.toLocaleString('en')} rows.`;
}
