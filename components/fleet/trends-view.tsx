'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { LeftOutNote } from '#components/ui/left-out-note';
import { NothingScanned } from '#components/ui/nothing-scanned';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import type { FleetScope } from '#lib/api/queries/fleet-queries';
import { trendsQuery } from '#lib/api/queries/fleet-queries';
import type { JsonOf } from '#lib/api/routes/route-types';
import { evidenceNames } from '#lib/audit/audit';
import { DayTable } from './day-table.tsx';
import { evidenceHeadings, percentOf, shareOf } from './evidence-share.ts';
import { LatestChanges } from './latest-changes.tsx';
import type { TrendSeries } from './trend-chart.tsx';
import { TrendChart } from './trend-chart.tsx';

type Day = JsonOf<'GET /api/trends'>['days'][number];
type TrendsViewProps = {
  readonly scope: FleetScope;
  readonly days: number;
  readonly onDays: (days: number) => void;
};

const spans = [7, 30, 90, 365] as const;

/** How evidence and open critical findings changed day by day, and what became different. */
export function TrendsView({ scope, days, onDays }: TrendsViewProps) {
  const query = useQuery(trendsQuery(scope, days));
  return (
    <section aria-label="Trends" className="min-h-0 grow overflow-auto">
      <ul aria-label="How far back" className="flex gap-1 border-b border-line px-4 py-2">
        {spans.map((span) => (
          <li key={span}>
            <button
              type="button"
              aria-pressed={span === days}
              onClick={() => onDays(span)}
              className="h-7 rounded-md border border-transparent px-2.5 text-sm hover:bg-sunken aria-pressed:border-line-strong aria-pressed:bg-raised aria-pressed:font-semibold"
            >
              {span} days
            </button>
          </li>
        ))}
      </ul>
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={8} label="Asking the inventory" />}
        className="m-4"
      >
        {(answer) =>
          answer.artifacts === 0 && answer.days.length === 0 ? (
            <NothingScanned host={scope.host} notAsked={answer.notAsked} />
          ) : (
            <>
              <LeftOutNote notAsked={answer.notAsked} />
              <Lines days={answer.days} />
              <LatestChanges scope={scope} days={days} />
            </>
          )
        }
      </QueryState>
    </section>
  );
}

function Lines({ days }: { readonly days: readonly Day[] }) {
  if (days.length < 2)
    return (
      <div className="border-b border-line px-4 pb-4">
        <EmptyState title="No trend yet">
          Orrery counts once a day what it knows. The charts begin on the second day.
        </EmptyState>
        {days.length === 0 ? null : <DayTable days={days} />}
      </div>
    );
  const critical = days.map(({ day, critical: value }) => ({ day, value }));
  const most = Math.max(1, ...critical.map(({ value }) => value));
  const now = days.at(-1)?.critical ?? 0;
  return (
    <div className="flex flex-col gap-4 border-b border-line px-4 py-4">
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
        <TrendChart
          title="Artifacts with evidence"
          series={evidenceSeries(days)}
          most={100}
          textOf={(percent) => `${percent}%`}
        />
        <TrendChart
          title="Open critical findings"
          series={[
            {
              ...{ name: 'Critical', colour: 'bad', dashes: 'none', values: critical },
              now: now.toLocaleString('en'),
            },
          ]}
          most={most}
          textOf={(count) => count.toLocaleString('en')}
        />
      </div>
      <DayTable days={days} />
    </div>
  );
}

const looks = {
  signature: ['signature', 'none'],
  provenance: ['attestation', '8 3'],
  sbom: ['sbom', '2 3'],
  vex: ['vex', '8 3 2 3'],
  report: ['report', '14 3'],
} as const;

function evidenceSeries(days: readonly Day[]): readonly TrendSeries[] {
  return evidenceNames.map((name) => {
    const values = days.map(({ day, byEvidence }) => ({ day, value: percentOf(shareOf(byEvidence[name])) }));
    const now = values.at(-1)?.value;
    const [colour, dashes] = looks[name];
    return {
      ...{ name: evidenceHeadings[name], colour, dashes, values },
      now: now === undefined ? '–' : `${now}%`,
    };
  });
}
