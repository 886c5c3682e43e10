'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { download } from '#components/ui/download.ts';
import { NextPageButton } from '#components/ui/feedback/next-page-button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { LeftOutNote } from '#components/ui/left-out-note';
import { NothingScanned } from '#components/ui/nothing-scanned';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import type { FleetScope } from '#lib/api/queries/fleet-queries';
import { retentionFile, retentionReportQuery } from '#lib/api/queries/retention-report-query';
import { formatBytes, formatMinute } from '#lib/text/format';
import { RetentionRow } from './retention-row.tsx';

type RetentionViewProps = {
  readonly scope: FleetScope;
  /** The rules as the API reads them; empty for none. */
  readonly keep: string;
  /** The fields in which the rules are set. */
  readonly form: ReactNode;
};

/** What rules would delete of all that was scanned; each repository leads to the clean-up that makes the plan. */
export function RetentionView({ scope, keep, form }: RetentionViewProps) {
  return (
    <section aria-label="Retention" className="min-h-0 grow overflow-auto">
      <div className="border-b border-line px-4 py-3">{form}</div>
      {keep === '' ? (
        <EmptyState title="What would rules delete?">
          Set a rule to see what would go of each repository, and what stays. Nothing is deleted from here.
        </EmptyState>
      ) : (
        <Report key={JSON.stringify([scope, keep])} scope={scope} keep={keep} />
      )}
    </section>
  );
}

function Report({ scope, keep }: Omit<RetentionViewProps, 'form'>) {
  const query = useInfiniteQuery(retentionReportQuery(scope, keep));
  const pages = query.data?.pages ?? [];
  const [first] = pages;
  if (query.isError && first === undefined)
    return (
      <ProblemPanel problem={problemOf(query.error)} onRetry={() => void query.refetch()} className="m-4" />
    );
  if (first === undefined) return <SkeletonRows count={8} label="Asking the inventory" />;
  const repositories = pages
    .flatMap((page) => page.repositories)
    .toSorted((one, other) => other.goes - one.goes);
  if (repositories.length === 0) return <NothingScanned host={scope.host} notAsked={first.notAsked} />;
  const sum = (of: (one: (typeof repositories)[number]) => number) =>
    repositories.reduce((total, one) => total + of(one), 0);
  return (
    <>
      <LeftOutNote notAsked={first.notAsked} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-sunken px-4 py-2 text-sm">
        <p role="status" className="grow font-medium tabular-nums">
          {sum(({ goes }) => goes).toLocaleString('en')} would go · {formatBytes(sum(({ bytes }) => bytes))} ·{' '}
          {repositories.length.toLocaleString('en')}{' '}
          {repositories.length === 1 ? 'repository' : 'repositories'}
          {query.hasNextPage ? ' so far' : ''}
        </p>
        {first.asOf === undefined ? null : (
          <p className="text-muted">The oldest fact was read on {formatMinute(first.asOf)}.</p>
        )}
        {(['csv', 'json'] as const).map((format) => (
          <Button key={format} onClick={() => download(retentionFile(scope, keep, format))}>
            <Download size={14} aria-hidden="true" /> {format.toUpperCase()}
          </Button>
        ))}
      </div>
      <ul aria-label="Repositories">
        {repositories.map((one) => (
          <RetentionRow key={one.repository} report={one} keep={keep} />
        ))}
      </ul>
      <NextPageButton query={query} />
    </>
  );
}
