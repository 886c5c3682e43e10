'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useReducer } from 'react';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { SummaryLine } from '#components/viewers/rows/summary-line';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import { findingsQuery } from '#lib/api/queries/findings-query';
import type { FindingRow } from '#lib/formats/documents/rows';
import { shorten } from '#lib/text/untrusted-text';
import { addVex } from './add-vex.ts';
import { FindingTable } from './finding-table.tsx';
import { initialFindingView, listFindings, reduceFindingView } from './finding-view.ts';
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

function AllFindings({
  rows,
  subject,
  ...props
}: ViewerProps<'report'> & { readonly rows: readonly FindingRow[] }) {
  const [view, dispatch] = useReducer(reduceFindingView, initialFindingView);
  const joined = useQuery({ ...findingsQuery(subject ?? ''), enabled: subject !== undefined });
  // Joining and sorting thousands of findings is too much for each render, and this renders whenever the graph grows.
  const findings = useMemo(() => addVex(rows, joined.data), [rows, joined.data]);
  const list = useMemo(() => listFindings(findings, view), [findings, view]);
  return <FindingTable {...props} view={view} dispatch={dispatch} list={list} vexUnknown={joined.isError} />;
}
