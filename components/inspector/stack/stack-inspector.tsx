'use client';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { KindIcon } from '#components/ui/kind-icon';
import { SeverityBars } from '#components/ui/severity-bars';
import { severityTokens } from '#components/ui/severity-tokens.ts';
import { ShowMore } from '#components/ui/show-more';
import { checkOfAll } from '#lib/graph/check';
import type { GraphNode } from '#lib/graph/model';
import type { TrendPoint } from '#lib/graph/trend';
import { countsText, periodOf, trendOf, trendSeverities } from '#lib/graph/trend';
import type { Digest } from '#lib/oci/digest';
import { StackTable } from './stack-table.tsx';
import { plural } from './stack-words.ts';
import { TrendTable } from './trend-table.tsx';

type StackInspectorProps = {
  /** What the stack is called: `Trivy reports`. */
  readonly title: string;
  /** The newest first. */
  readonly members: readonly GraphNode[];
  readonly onSelect: (digest: Digest) => void;
  /** What can be done with the stack as a whole. */
  readonly actions?: ReactNode;
};

/** Rows that are shown at first, and that each press on the button adds. */
const rowsAtOnce = 100;

/** The newest whose counts the chart shows. */
const barsMax = 90;

/** Many of one kind as one thing: how they went on over time, and each by itself. */
export function StackInspector({ title, members, onSelect, actions }: StackInspectorProps) {
  const [most, setMost] = useState(rowsAtOnce);
  const [newest] = members;
  if (newest === undefined) return null;
  const points = trendOf(members);
  const isTrend = points.some(({ counts }) => counts !== undefined);
  const period = periodOf(members);
  const check = checkOfAll(members);
  const told = points[0]?.counts;
  return (
    <div className="flex h-full min-h-0 flex-col overflow-auto print:block print:h-auto">
      <div className="flex flex-col gap-1 px-4 pt-3.5 pb-2.5">
        <div className="flex items-center gap-2">
          <KindIcon kind={newest.kind} check={check?.state} size={20} />
          <h2 className="min-w-0 grow text-lg leading-tight font-semibold break-words">
            {plural(members.length, title)}
            {period === undefined ? '' : `, ${period}`}
          </h2>
        </div>
        <p className="text-muted">
          {told === undefined ? 'Artifacts of one kind, newest first.' : `The newest: ${countsText(told)}.`}
          {check === undefined ? '' : ` Their signatures: ${check.text}.`}
        </p>
      </div>
      {actions}
      {isTrend ? (
        <>
          <TrendFigure points={points} />
          <TrendTable points={points.slice(0, most)} onSelect={onSelect} />
        </>
      ) : (
        <StackTable members={members.slice(0, most)} onSelect={onSelect} />
      )}
      <ShowMore
        total={members.length}
        shown={most}
        step={rowsAtOnce}
        onShow={setMost}
        className="px-4 py-3"
      />
    </div>
  );
}

function TrendFigure({ points }: { readonly points: readonly TrendPoint[] }) {
  const found = trendSeverities.filter((severity) =>
    points.some(({ counts }) => (counts?.[severity] ?? 0) > 0),
  );
  const shown = points.slice(0, barsMax).map(({ counts }) => counts);
  return (
    <figure className="px-4 pt-1 pb-3">
      <div className="h-24">
        <SeverityBars series={shown.toReversed()} />
      </div>
      <figcaption className="mt-1.5 flex flex-wrap gap-x-3 text-sm text-muted">
        {points.length > barsMax ? `The newest ${barsMax}, oldest` : 'Oldest'} to the left
        {found.map((severity) => (
          <span key={severity} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2">
              <rect width="8" height="8" rx="1.5" fill={`var(--${severityTokens[severity]})`} />
            </svg>
            {severity}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
