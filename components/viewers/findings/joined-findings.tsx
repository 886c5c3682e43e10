'use client';
import { useMemo, useReducer } from 'react';
import { addressWords, useWordsInAddress } from '#components/ui/address-words.ts';
import { EmptyState } from '#components/ui/placeholder';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { Findings } from '#lib/formats/findings/joined-findings';
import { openText } from '#lib/formats/findings/open-text';
import { formatAge } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';
import { toShownFinding } from './add-vex.ts';
import { FindingTable } from './finding-table.tsx';
import { findingViewOf, listFindings, reduceFindingView } from './finding-view.ts';

type JoinedFindingsProps = Pick<ViewerProps<'report'>, 'onSelect'> & { readonly findings: Findings };

/** What all reports of an artifact come to after VEX: the findings that the head line counts. */
export function JoinedFindings({ findings, onSelect }: JoinedFindingsProps) {
  const [view, dispatch] = useReducer(reduceFindingView, undefined, () => findingViewOf(addressWords()));
  useWordsInAddress(view.rows.words);
  // Sorting thousands of findings is too much for each render, and this renders whenever the graph grows.
  const rows = useMemo(() => findings.rows.map(toShownFinding), [findings]);
  const list = useMemo(() => listFindings(rows, view), [rows, view]);
  const { reports, isComplete, rowsLeftOut = 0, unread } = findings;
  if (reports.length === 0)
    return (
      <EmptyState title="No report was read">
        {unread[0]?.reason ?? 'No vulnerability report is attached to this.'}
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-3">
      <div>
        <p className="font-medium">
          {isComplete ? '' : 'At least '}
          {openText(findings)}
        </p>
        <p className="text-sm text-muted">
          What several tools find counts once. What VEX excuses does not count.
        </p>
      </div>
      {findings.rows.length === 0 ? null : (
        <FindingTable {...{ view, dispatch, list, onSelect }} hasLevels={false} />
      )}
      {rowsLeftOut === 0 ? null : (
        <p className="text-sm text-muted">
          {rowsLeftOut.toLocaleString('en')} more are counted, and not in this list.
        </p>
      )}
      <Reports reports={reports} onSelect={onSelect} />
      <Unread unread={unread} />
    </div>
  );
}

type ReportsProps = Pick<JoinedFindingsProps, 'onSelect'> & Pick<Findings, 'reports'>;

/** The reports that were joined, each with what its tool alone says. */
function Reports({ reports, onSelect }: ReportsProps) {
  const now = Date.now();
  return (
    <section aria-labelledby="joined-reports">
      <h3 id="joined-reports" className="mb-1 font-semibold">
        Reports
      </h3>
      <p className="text-sm text-muted">Each counts what its own tool found, before VEX.</p>
      <ul className="mt-1">
        {reports.map(({ digest, about, title, scannedAt, platform }) => (
          <li
            key={`${digest} ${about}`}
            className="flex flex-wrap items-baseline gap-x-2 border-b border-line py-1"
          >
            <button
              type="button"
              onClick={() => onSelect(digest)}
              className="min-w-0 grow rounded-sm text-left underline decoration-line-strong underline-offset-2 [overflow-wrap:anywhere] hover:decoration-current"
            >
              {shorten(title)}
            </button>
            <span className="text-sm text-muted">
              {[platform, scannedAt === undefined ? undefined : formatAge(scannedAt, now)]
                .filter((part) => part !== undefined)
                .map((part) => shorten(part))
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Unread({ unread }: Pick<Findings, 'unread'>) {
  if (unread.length === 0) return null;
  return (
    <ul aria-label="Not read" className="text-sm text-warn">
      {unread.map(({ digest, reason }) => (
        <li key={`${digest} ${reason}`} className="[overflow-wrap:anywhere]">
          One document does not count: {shorten(reason)}
        </li>
      ))}
    </ul>
  );
}
