'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { LinkTable } from '#components/ui/table/link-table';
import { SortHead } from '#components/ui/table/sort-head';
import { useSearch } from '#components/ui/use-search.ts';
import type { Problem } from '#lib/api/problems/problem';
import { repositoriesQuery } from '#lib/api/queries/queries';
import { locationPath } from '#lib/oci/location';
import { incompleteReason, ListStatus } from './list-status.tsx';
import { NameFilter } from './name-filter.tsx';
import { sortAscending, useNames } from './use-names.ts';

type RepositoryListProps = {
  readonly registry: string;
  /** Stands in the page once the registry has answered, be it that it lists nothing. */
  readonly whenKnown?: ReactNode;
  /** Where one goes from here when the repositories cannot be listed. */
  readonly waysOn?: (problem: Problem) => ReactNode;
};

/** The repositories of a registry as they come in, page by page. */
export function RepositoryList({ registry, whenKnown, waysOn }: RepositoryListProps) {
  const [filter, setFilter] = useState('');
  const [search, write] = useSearch();
  const isDescending = new URLSearchParams(search).get('sort') === '-name';
  const query = useInfiniteQuery(repositoriesQuery(registry, { readsOn: true }));
  const names = useNames(query, sortAscending);
  const matching = names.filter((name) => name.includes(filter.trim().toLowerCase()));
  const shown = isDescending ? matching.toReversed() : matching;
  return (
    <section aria-label="Repositories" className="flex min-h-0 grow flex-col">
      {query.isSuccess || isAbsent(query.error) ? whenKnown : null}
      <div className="flex flex-wrap items-center gap-3 border-b border-line bg-surface px-4 py-2.5">
        <NameFilter label="Filter repositories" value={filter} onChange={setFilter} />
        <ListStatus
          query={query}
          shown={shown.length}
          total={names.length}
          word={['repository', 'repositories']}
        />
      </div>
      {query.isError ? (
        <div className="flex flex-col gap-3 p-4">
          <NoCatalogue registry={registry} error={query.error} onRetry={() => void query.refetch()} />
          {isAbsent(query.error) ? null : <div>{waysOn?.(problemOf(query.error))}</div>}
        </div>
      ) : null}
      {query.isPending ? <SkeletonRows count={12} label="Loading the repositories" /> : null}
      {query.isSuccess &&
      names.length === 0 &&
      !query.isFetching &&
      incompleteReason(query.data) === undefined ? (
        <EmptyState title="No repositories yet">
          Push something and it appears here:
          <code className="mt-2 block font-mono break-all">
            oras push {registry}/demo/hello:1.0 README.md
          </code>
        </EmptyState>
      ) : null}
      {names.length > 0 && shown.length === 0 ? (
        <EmptyState title={`No repository matches “${filter}”`}>
          {query.hasNextPage ? 'The list is still loading.' : 'Clear the filter to see all repositories.'}
        </EmptyState>
      ) : null}
      {shown.length > 0 ? (
        <RepositoryTable
          registry={registry}
          names={shown}
          isDescending={isDescending}
          onTurn={() => write(withOrder(search, !isDescending), 'detail')}
        />
      ) : null}
    </section>
  );
}

type RepositoryTableProps = Pick<RepositoryListProps, 'registry'> & {
  readonly names: readonly string[];
  readonly isDescending: boolean;
  readonly onTurn: () => void;
};

function RepositoryTable({ registry, names, isDescending, onTurn }: RepositoryTableProps) {
  return (
    <LinkTable
      label="Repositories"
      items={names}
      rowHeight={36}
      keyOf={(name) => name}
      tracks="grid grid-cols-[minmax(0,1fr)] items-center text-left"
      head={
        <SortHead
          by="name"
          sort={{ by: 'name', isDescending }}
          onSort={onTurn}
          className="flex h-8 items-center px-4 text-sm"
        >
          Repository
        </SortHead>
      }
    >
      {(name) => (
        <td className="h-full min-w-0">
          <PageLink
            href={locationPath({ screen: 'repository', registry, repository: name })}
            className="flex h-full items-center gap-2 px-4 -outline-offset-2"
          >
            <span className="truncate" title={name}>
              {name}
            </span>
            <ChevronRight size={14} aria-hidden="true" className="ml-auto shrink-0 text-faint" />
          </PageLink>
        </td>
      )}
    </LinkTable>
  );
}

function withOrder(search: string, isDescending: boolean): string {
  const query = new URLSearchParams(search);
  if (isDescending) query.set('sort', '-name');
  else query.delete('sort');
  return `${query}`;
}

type NoCatalogueProps = { readonly registry: string; readonly error: unknown; readonly onRetry: () => void };

// Most public registries have no catalogue, or close it: that is no fault, and the box still opens everything.
function NoCatalogue({ registry, error, onRetry }: NoCatalogueProps) {
  if (!isAbsent(error))
    return <ProblemPanel problem={problemOf(error)} onRetry={onRetry} registry={registry} />;
  return (
    <EmptyState title="This registry lists no repositories">
      It has no catalogue, or does not show it to you. Open a repository by name: press{' '}
      <kbd className="rounded border border-line-strong bg-surface px-1 font-mono">/</kbd> and type{' '}
      <code className="font-mono">{registry}/name:tag</code>.
    </EmptyState>
  );
}

function isAbsent(error: unknown): boolean {
  if (error === null) return false;
  const { status, code } = problemOf(error);
  return code === 'unsupported' || code === 'not-found' || status === 403;
}
