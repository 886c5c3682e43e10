'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NextPageButton } from '#components/ui/feedback/next-page-button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SelectField } from '#components/ui/fields';
import { LeftOutNote } from '#components/ui/left-out-note';
import { NothingScanned } from '#components/ui/nothing-scanned';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import type { FleetScope } from '#lib/api/queries/fleet-queries';
import type { LeftoverKind } from '#lib/api/queries/leftovers-query';
import { leftoversQuery } from '#lib/api/queries/leftovers-query';
import type { JsonOf } from '#lib/api/routes/route-types';
import { formatBytes, formatMinute } from '#lib/text/format';
import type { Leftover } from './leftover-groups.ts';
import { groupLeftovers } from './leftover-groups.ts';
import { LeftoverSection } from './leftover-section.tsx';

/** Which list is shown; `days` counts for what is old. */
type LeftoverChoice = { readonly what: LeftoverKind; readonly days: number };

type LeftoversViewProps = {
  readonly scope: FleetScope;
  readonly choice: LeftoverChoice;
  readonly onChoice: (choice: LeftoverChoice) => void;
  /** The button that plans to delete these of a repository, `host/name`. */
  readonly planOf: (repository: string, rows: readonly Leftover[]) => ReactNode;
};

const words = {
  orphan: {
    title: 'Attached to nothing with a tag',
    text: 'Signatures, SBOMs, reports and other evidence of artifacts that no tag leads to any more.',
    empty: 'Everything that is attached is attached to something with a tag.',
  },
  superseded: {
    title: 'Superseded',
    text: 'Reports, SBOMs and test results with a newer one of the same kind and tool on the same artifact.',
    empty: 'No report, SBOM or test result has a newer one of its kind and tool beside it.',
  },
  old: {
    title: 'Old',
    text: 'Reports, SBOMs and test results that were made long ago. Some may still be the newest of their kind.',
    empty: 'No report, SBOM or test result is that old.',
  },
} as const satisfies Record<LeftoverKind, Readonly<Record<'title' | 'text' | 'empty', string>>>;

const ages = [30, 90, 180, 365] as const;

/** Evidence that nobody may need any more, by repository, with its size and the plan that deletes it. */
export function LeftoversView({ scope, choice, onChoice, planOf }: LeftoversViewProps) {
  const { what, days } = choice;
  return (
    <section aria-label="Old evidence" className="flex min-h-0 grow flex-col overflow-auto">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <div className="w-64 max-w-full">
          <SelectField
            name="Evidence"
            value={what}
            onChange={(text) => onChoice({ what: readLeftoverKind(text), days })}
            options={Object.entries(words).map(([value, { title }]) => ({ value, text: title }))}
          />
        </div>
        {what === 'old' ? (
          <div className="w-40">
            <SelectField
              name="Made at least"
              value={String(days)}
              onChange={(text) => onChoice({ what, days: Number(text) })}
              options={ages.map((age) => ({ value: String(age), text: `${age} days ago` }))}
            />
          </div>
        ) : null}
        <p className="basis-64 pb-1.5 text-sm text-muted sm:grow">{words[what].text}</p>
      </div>
      <Leftovers key={JSON.stringify([scope, choice])} scope={scope} choice={choice} planOf={planOf} />
    </section>
  );
}

/** The list that a text names; what hangs on nothing for any other text. */
export function readLeftoverKind(text: string | null): LeftoverKind {
  return text === 'superseded' || text === 'old' ? text : 'orphan';
}

function Leftovers({ scope, choice, planOf }: Omit<LeftoversViewProps, 'onChoice'>) {
  const query = useInfiniteQuery(leftoversQuery(scope, choice.what, choice.days));
  const [first] = query.data?.pages ?? [];
  if (query.isError && first === undefined)
    return (
      <ProblemPanel problem={problemOf(query.error)} onRetry={() => void query.refetch()} className="m-4" />
    );
  if (first === undefined) return <SkeletonRows count={8} label="Asking the inventory" />;
  if (first.artifacts === 0 && first.rows.length === 0)
    return <NothingScanned host={scope.host} notAsked={first.notAsked} />;
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  if (rows.length === 0)
    return (
      <>
        <LeftOutNote notAsked={first.notAsked} />
        <EmptyState title="Nothing found">{words[choice.what].empty}</EmptyState>
      </>
    );
  return (
    <>
      <LeftOutNote notAsked={first.notAsked} />
      <Standing answer={first} />
      {groupLeftovers(rows).map((group) => (
        <LeftoverSection key={group.repository} group={group} planOf={planOf} />
      ))}
      <NextPageButton query={query} />
    </>
  );
}

function Standing({ answer: { totals, asOf, unknown } }: { readonly answer: JsonOf<'GET /api/orphans'> }) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1 border-b border-line bg-sunken px-4 py-2 text-sm">
      {totals === undefined ? null : (
        <p role="status" className="font-medium tabular-nums">
          {totals.count.toLocaleString('en')} {totals.count === 1 ? 'manifest' : 'manifests'} ·{' '}
          {formatBytes(totals.bytes)}
        </p>
      )}
      {unknown === 0 ? null : (
        <p>
          {unknown.toLocaleString('en')} {unknown === 1 ? 'artifact is' : 'artifacts are'} not known yet:
          there may be more.
        </p>
      )}
      {asOf === undefined ? null : (
        <p className="text-muted">The oldest fact was read on {formatMinute(asOf)}.</p>
      )}
    </div>
  );
}
