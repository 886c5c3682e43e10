'use client';
import type { Dispatch, ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import type { Column } from '#components/ui/table/column.ts';
import { DataTable } from '#components/ui/table/data-table';
import type { PartPage } from '#lib/api/queries/document-queries';
import type { PartName, PartRows } from '#lib/formats/documents/rows';
import { SearchField } from './row-filters.tsx';
import type { RowView, RowViewAction } from './row-view.ts';
import { isNarrowed } from './row-view.ts';
import type { PartOfDocument } from './use-part-rows.ts';
import { usePartRows } from './use-part-rows.ts';

type PartTableProps<Part extends PartName> = {
  readonly of: PartOfDocument<Part>;
  readonly view: RowView;
  readonly dispatch: Dispatch<RowViewAction>;
  readonly words: TableWords;
  readonly table: {
    readonly columns: readonly Column<PartRows[Part]>[];
    readonly nameOf: (row: PartRows[Part]) => string;
    readonly details?: (row: PartRows[Part]) => ReactNode;
  };
  /** Chips beside the search; they count by the facets of the first page. */
  readonly filters?: (page: PartPage<Part> | undefined) => ReactNode;
};

/** What a table is called, what can be searched in it, and one and several of its rows: `package`, `packages`. */
export type TableWords = {
  readonly label: string;
  readonly search: string;
  readonly noun: readonly [one: string, several: string];
};

/** The rows of one part of a document: searched, filtered and sorted by the server, and loaded where they are in sight. */
export function PartTable<Part extends PartName>({
  of,
  view,
  dispatch,
  words,
  table,
  filters,
}: PartTableProps<Part>) {
  const { rows, first, isOld, error, retry } = usePartRows(of, view);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <SearchField
          label={words.search}
          words={view.words}
          onChange={(text) => dispatch({ type: 'search', words: text })}
          counts={first}
        />
        {filters?.(first)}
      </div>
      {error === null ? null : <ProblemPanel problem={problemOf(error)} onRetry={retry} />}
      {first === undefined ? (
        error === null ? (
          <SkeletonRows count={8} label={`Loading the ${words.noun[1]}`} className="h-7 px-0" />
        ) : null
      ) : first.total === 0 ? (
        <NoRows
          isNarrowed={isNarrowed(view)}
          noun={words.noun[1]}
          onClear={() => dispatch({ type: 'clear' })}
        />
      ) : (
        <div aria-busy={isOld}>
          <DataTable
            label={words.label}
            rows={rows}
            order={{ sort: view.sort, onChange: (sort) => dispatch({ type: 'sort', sort }) }}
            {...table}
          />
        </div>
      )}
      {first?.isComplete === false ? (
        <p role="status" className="text-sm text-muted">
          Orrery is still reading the document: there may be more.
        </p>
      ) : null}
    </div>
  );
}

type NoRowsProps = { readonly isNarrowed: boolean; readonly noun: string; readonly onClear: () => void };

/** Stands where a table has no rows: because nothing fits, or because there are none. */
export function NoRows({ isNarrowed: isSearched, noun, onClear }: NoRowsProps) {
  if (!isSearched) return <EmptyState title={`No ${noun}`}>The document lists none.</EmptyState>;
  return (
    <EmptyState title="No match" action={<Button onClick={onClear}>Show all {noun}</Button>}>
      The search covered all {noun} of the document.
    </EmptyState>
  );
}
