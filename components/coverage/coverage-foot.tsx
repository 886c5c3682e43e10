'use client';
import type { OpenReason } from '#components/coverage/filter/open-reasons.ts';
import { auditProgress } from '#components/coverage/stream/audit-state.ts';
import { rowNames } from '#components/coverage/stream/row-names.ts';
import type { AuditReading } from '#components/coverage/stream/use-audit.ts';
import { StateIcon } from '#components/ui/state-icon';
import { formatShortDigest, isDigest } from '#lib/oci/digest';
import { formatMinute } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';

type CoverageFootProps = { readonly reasons: readonly OpenReason[]; readonly reading: AuditReading };

/** Below the matrix: what is not determined and why, with a way to ask again, and by which policy all was judged. */
export function CoverageFoot({ reasons, reading }: CoverageFootProps) {
  const { end, status } = reading.state;
  const open = reasons.flatMap((one) => one.rows);
  const { policy, asOf } = end ?? {};
  return (
    <footer className="mt-auto flex min-h-[34px] shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-surface px-4 py-1 text-sm text-muted">
      {open.length === 0 ? null : (
        <div className="flex min-w-0 items-center gap-2">
          <StateIcon state="unknown" />
          <p
            className="min-w-0 truncate max-sm:whitespace-normal"
            title={reasons.map(reasonText).join(' · ')}
          >
            <strong className="font-semibold text-text">{open.length.toLocaleString('en')}</strong> unknown:{' '}
            {reasons.slice(0, 2).map(reasonText).join('; ')}
            {reasons.length > 2 ? `; ${reasons.length - 2} other reasons` : ''}
          </p>
          {status === 'reading' ? null : (
            <button
              type="button"
              disabled={reading.asking > 0}
              onClick={() => reading.askAgain(open)}
              className="shrink-0 underline decoration-line-strong underline-offset-2 hover:text-text disabled:no-underline"
            >
              {reading.asking > 0 ? `Asking ${reading.asking.toLocaleString('en')}…` : 'Ask again'}
            </button>
          )}
        </div>
      )}
      <span className="grow" />
      {end === undefined ? null : (
        <p className="whitespace-nowrap">
          {policy === undefined ? 'No policy' : `Policy ${shorten(policy.name)}`}
          {policy !== undefined && isDigest(policy.hash) ? (
            <code className="ml-1 font-mono">{formatShortDigest(policy.hash)}</code>
          ) : null}
          {asOf === undefined ? null : (
            <>
              , as of <time dateTime={asOf}>{formatMinute(asOf)}</time>
            </>
          )}
        </p>
      )}
    </footer>
  );

  function reasonText({ reason, rows: own }: OpenReason): string {
    const [first] = own;
    const name = first === undefined ? '' : rowNames(first).name;
    return `${reason} (${name}${own.length > 1 ? ` and ${own.length - 1} more` : ''})`;
  }
}

/** The sentence below the last row: what was not read, and may fit the filter. */
export function UnreadNote({
  reading,
  isFiltered,
}: {
  readonly reading: AuditReading;
  readonly isFiltered: boolean;
}) {
  const { read, known } = auditProgress(reading.state);
  const { limits } = reading.state;
  const unread = known - read;
  if (unread <= 0 && limits.length === 0) return null;
  return (
    <div className="shrink-0 border-t border-line px-4 py-2 text-muted">
      {unread > 0 ? (
        <p>
          Orrery has not read {unread.toLocaleString('en')} {unread === 1 ? 'artifact' : 'artifacts'} yet.
          {isFiltered ? ' Some of them may fit this filter.' : ''}
        </p>
      ) : null}
      {limits.length === 0 ? null : (
        <ul aria-label="What was left out" className="max-h-24 overflow-y-auto text-warn">
          {limits.map((limit) => (
            <li key={limit} className="[overflow-wrap:anywhere]">
              {shorten(limit)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
