'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { download } from '#components/ui/download.ts';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { Menu, MenuItem, MenuNote } from '#components/ui/menu';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { useSearch } from '#components/ui/use-search.ts';
import { auditLogFile, auditLogQuery } from '#lib/api/queries/admin-queries';
import { AuditFilterBar } from './audit-filter-bar.tsx';
import type { AuditLogFilter } from './audit-log-filter.ts';
import { isNarrowing, readAuditLogFilter, toAuditLogQuery, writeAuditLogFilter } from './audit-log-filter.ts';
import { AuditLogTable } from './audit-log-table.tsx';
import { VerifyChain } from './verify-chain.tsx';

/** Who changed what through this Orrery, the newest first, narrowed by what the address names. */
export function AuditLogPanel({ isAdmin }: { readonly isAdmin: boolean }) {
  const [search, write] = useSearch();
  const filter = readAuditLogFilter(search);
  const asked = toAuditLogQuery(filter);
  const query = useInfiniteQuery(auditLogQuery(asked));
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  const first = pages[0];
  const onFilter = (next: AuditLogFilter) => write(writeAuditLogFilter(search, next), 'detail');
  return (
    <section aria-label="Audit log" className="flex min-h-0 grow flex-col">
      <AuditFilterBar filter={filter} hasPeople={isAdmin} onFilter={onFilter}>
        <ExportMenu asked={asked} />
        {isAdmin ? <VerifyChain /> : null}
      </AuditFilterBar>
      <p role="status" className="border-b border-line px-4 py-1.5 text-sm text-muted">
        {first === undefined ? 'Reading the audit log…' : countText(first, isNarrowing(filter))}
      </p>
      {query.isError ? (
        <ProblemPanel problem={problemOf(query.error)} onRetry={() => void query.refetch()} className="m-4" />
      ) : null}
      {query.isPending ? <SkeletonRows count={8} label="Reading the audit log" className="h-7" /> : null}
      {first?.rows.length === 0 ? <NoRows isNarrowed={isNarrowing(filter)} /> : null}
      {rows.length === 0 ? null : (
        <div className="min-h-0 grow overflow-auto pr-3">
          <AuditLogTable
            id={JSON.stringify(asked)}
            hasPeople={isAdmin}
            rows={rows}
            onEnd={() => {
              if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
            }}
          />
        </div>
      )}
    </section>
  );
}

type FirstPage = {
  readonly covers: 'all' | 'own';
  readonly total?: { readonly count: number; readonly isMore: boolean };
};

function countText({ covers, total = { count: 0, isMore: false } }: FirstPage, isNarrowed: boolean): string {
  const { count, isMore } = total;
  const number = `${isMore ? 'more than ' : ''}${count.toLocaleString('en')} ${count === 1 && !isMore ? 'row' : 'rows'}`;
  const fitting = isNarrowed ? `${number} match the filter` : number;
  const text = fitting.charAt(0).toUpperCase() + fitting.slice(1);
  return covers === 'all' ? text : `${text} · Only what you did yourself. An admin sees the whole log.`;
}

function NoRows({ isNarrowed }: { readonly isNarrowed: boolean }) {
  return isNarrowed ? (
    <EmptyState title="No row matches the filter">Clear a field, or choose other days.</EmptyState>
  ) : (
    <EmptyState title="Nothing was changed yet">
      Each run of a plan is recorded here, step by step, before it changes anything.
    </EmptyState>
  );
}

function ExportMenu({ asked }: { readonly asked: ReturnType<typeof toAuditLogQuery> }) {
  return (
    <Menu
      trigger={
        <>
          <Download size={14} aria-hidden="true" /> Export
        </>
      }
    >
      <MenuNote>All rows that match the filter, up to a million.</MenuNote>
      <MenuItem onSelect={() => download(auditLogFile(asked, 'csv'))}>CSV, for a spreadsheet</MenuItem>
      <MenuItem onSelect={() => download(auditLogFile(asked, 'json'))}>JSON, with the hashes</MenuItem>
    </Menu>
  );
}
