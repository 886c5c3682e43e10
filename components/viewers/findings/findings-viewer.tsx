'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useReducer } from 'react';
import { addressWords, useWordsInAddress } from '#components/ui/address-words.ts';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { SummaryLine } from '#components/viewers/rows/summary-line';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import { findingsQuery } from '#lib/api/queries/findings-query';
import type { FindingRow } from '#lib/formats/documents/rows';
import type { Findings } from '#lib/formats/findings/joined-findings';
import { openText } from '#lib/formats/findings/open-text';
import { shorten } from '#lib/text/untrusted-text';
import { addVex } from './add-vex.ts';
import { CsvLink } from './csv-link.tsx';
import { FindingTable } from './finding-table.tsx';
import { findingViewOf, listFindings, reduceFindingView } from './finding-view.ts';
import { ManyFindings } from './many-findings.tsx';
import { useAllFindings } from './use-all-findings.ts';

/** What a report found: counts that filter, and every finding with the VEX statements that apply to it. */
export function FindingsViewer(props: ViewerProps<'report'>) {
  const { reference, entry, summary } = props;
  const all = useAllFindings({ reference, entry, part: 'findings' });
  return (
    <div className="flex flex-col gap-3">
      <SummaryLine summary={summary} />
      {(summary.failedRuns ?? []).map((text) => (
        <p key={text} className="text-warn [overflow-wrap:anywhere]">
          A run of the tool failed, so there may be more: {shorten(text)}
        </p>
      ))}
      {all.state === 'pending' ? (
        <SkeletonRows count={8} label="Loading the findings" className="h-7 px-0" />
      ) : all.state === 'failed' ? (
        <ProblemPanel problem={problemOf(all.error)} onRetry={all.retry} />
      ) : all.state === 'many' ? (
        <ManyFindings {...props} />
      ) : (
        <AllFindings {...props} rows={all.rows} />
      )}
    </div>
  );
}

type AllFindingsProps = ViewerProps<'report'> & { readonly rows: readonly FindingRow[] };

function AllFindings({ rows, subject, reference, entry, summary, onSelect }: AllFindingsProps) {
  const [view, dispatch] = useReducer(reduceFindingView, undefined, () => findingViewOf(addressWords()));
  useWordsInAddress(view.rows.words);
  const joined = useQuery({ ...findingsQuery(subject ?? ''), enabled: subject !== undefined });
  // Joining and sorting thousands of findings is too much for each render, and this renders whenever the graph grows.
  const findings = useMemo(() => addVex(rows, joined.data), [rows, joined.data]);
  const list = useMemo(() => listFindings(findings, view), [findings, view]);
  return (
    <>
      {joined.data === undefined ? null : (
        <TogetherNote tools={summary.tools} findings={joined.data} onSelect={onSelect} />
      )}
      <FindingTable
        {...{ view, dispatch, list, onSelect }}
        hasLevels={summary.byLevel !== undefined}
        actions={<CsvLink reference={reference} entry={entry} view={view.rows} />}
      />
      {joined.isError ? (
        <p className="text-sm text-warn">Orrery could not determine which VEX statements apply.</p>
      ) : null}
    </>
  );
}

type TogetherNoteProps = Pick<AllFindingsProps, 'onSelect'> & {
  readonly tools: readonly string[];
  readonly findings: Findings;
};

/** What is counted here is one tool's word: what all of them come to stands with the artifact, and in the head line. */
function TogetherNote({ tools, findings, onSelect }: TogetherNoteProps) {
  const [tool] = tools;
  if (findings.reports.length < 2) return null;
  return (
    <p className="text-sm text-muted">
      This is the report of {tool === undefined ? 'one tool' : shorten(tool)} alone. All{' '}
      {findings.reports.length} reports together:{' '}
      <button
        type="button"
        onClick={() => onSelect(findings.about, 'findings')}
        className="rounded-sm underline decoration-line-strong underline-offset-2 hover:decoration-current"
      >
        {openText(findings, 2)}
      </button>
    </p>
  );
}
