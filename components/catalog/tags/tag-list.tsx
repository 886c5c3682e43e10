'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useReducer } from 'react';
import { incompleteReason, ListStatus } from '#components/catalog/list-status';
import { NameFilter } from '#components/catalog/name-filter';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { useSearch } from '#components/ui/use-search.ts';
import type { Problem } from '#lib/api/problems/problem';
import { tagsQuery } from '#lib/api/queries/queries';
import { SelectedTags } from './selected-tags.tsx';
import { SortProgress } from './sort-progress.tsx';
import { readTagSort, writeTagSort } from './sort-tags.ts';
import type { TagListAction, TagListState } from './tag-list-state.ts';
import { initialTagListState, reduceTagList } from './tag-list-state.ts';
import { TagTable } from './tag-table.tsx';
import { useSelection } from './use-selection.ts';
import type { TagItems, TagsQuery } from './use-tag-items.ts';
import { useTagItems } from './use-tag-items.ts';

type TagListProps = {
  /** `host/name` */
  readonly repository: string;
  /** Stands in the page once the repository is known to be there. */
  readonly whenKnown?: ReactNode;
  /** Where one goes from here when the tags cannot be listed. */
  readonly waysOn?: (problem: Problem) => ReactNode;
  /** What can be done with a tag, at the end of its row. */
  readonly actionsOf?: (tag: string) => ReactNode;
  /** What can be done with several. */
  readonly actionsOfSelected?: (tags: readonly string[], onDone: () => void) => ReactNode;
};

/** The artifacts of a repository under their tags, newest version first; tags made from digests are folded under theirs. */
export function TagList({ repository, whenKnown, waysOn, actionsOf, actionsOfSelected }: TagListProps) {
  const [state, dispatch] = useReducer(reduceTagList, initialTagListState);
  const [search, write] = useSearch();
  const sort = readTagSort(search);
  const query = useInfiniteQuery(tagsQuery(repository, { readsOn: true }));
  const list = useTagItems(repository, query, state, sort);
  const selection = useSelection(list.items, state, dispatch);
  const selected = [...state.selected];
  const onClear = () => dispatch({ type: 'clear-selection' });
  return (
    <section aria-label="Tags" className="flex min-h-0 grow flex-col">
      {query.isSuccess ? whenKnown : null}
      <div className="flex min-h-[53px] flex-wrap items-center gap-3 border-b border-line bg-surface px-4 py-2.5">
        <NameFilter
          label="Filter tags"
          value={state.filter}
          onChange={(text) => dispatch({ type: 'filter', text })}
        />
        {selected.length === 0 ? (
          <ListTools
            query={query}
            list={list}
            artifacts={selection.counts.rows}
            state={state}
            dispatch={dispatch}
          />
        ) : (
          <SelectedTags
            repository={repository}
            tags={selected}
            counts={selection.counts}
            onClear={onClear}
            actions={actionsOfSelected?.(selected, onClear)}
          />
        )}
        {selected.length === 0 || list.reading.isReading ? (
          <SortProgress repository={repository} reading={list.reading} by={sort.by} />
        ) : null}
      </div>
      <ListPlaceholder repository={repository} query={query} list={list} waysOn={waysOn} />
      {list.items.length > 0 ? (
        <TagTable
          repository={repository}
          list={list}
          order={{ sort, onChange: (next) => write(writeTagSort(search, next), 'detail') }}
          selection={selection}
          state={state}
          dispatch={dispatch}
          actionsOf={actionsOf}
        />
      ) : null}
    </section>
  );
}

type ListToolsProps = {
  readonly query: TagsQuery;
  readonly list: TagItems;
  /** How many rows are an artifact. */
  readonly artifacts: number;
  readonly state: TagListState;
  readonly dispatch: (action: TagListAction) => void;
};

function ListTools({ query, list, artifacts, state, dispatch }: ListToolsProps) {
  const { showsDigestTags } = state;
  const digestTags = list.total - list.given;
  return (
    <>
      <ListStatus
        query={query}
        shown={list.matching}
        total={showsDigestTags ? list.total : list.given}
        word={['tag', 'tags']}
        {...(artifacts < list.matching ? { note: ` of ${artifacts.toLocaleString('en')} artifacts` } : {})}
      />
      {digestTags > 0 ? (
        <label className="flex cursor-pointer items-center gap-2 text-sm text-muted">
          <input
            type="checkbox"
            checked={showsDigestTags}
            onChange={(event) => dispatch({ type: 'show-digest-tags', shows: event.target.checked })}
            className="size-3.5 accent-accent"
          />
          Show {digestTags.toLocaleString('en')} digest {digestTags === 1 ? 'tag' : 'tags'}
        </label>
      ) : null}
    </>
  );
}

type ListPlaceholderProps = Pick<ListToolsProps, 'query' | 'list'> & {
  readonly repository: string;
  readonly waysOn: TagListProps['waysOn'] | undefined;
};

/** What stands in place of tags: that they are coming, that there are none, or why they cannot be listed. */
function ListPlaceholder({ repository, query, list, waysOn }: ListPlaceholderProps) {
  if (query.isPending) return <SkeletonRows count={12} label="Loading the tags" />;
  if (query.isError) {
    const problem = problemOf(query.error);
    return (
      <div className="flex flex-col gap-3 p-4">
        <ProblemPanel
          problem={problem}
          onRetry={() => void query.refetch()}
          registry={repository.slice(0, repository.indexOf('/'))}
        />
        <div>{waysOn?.(problem)}</div>
      </div>
    );
  }
  const isComplete = !query.isFetching && incompleteReason(query.data) === undefined;
  if (list.items.length > 0 || !isComplete) return null;
  return (
    <EmptyState title={list.total === 0 ? 'No tags' : 'No matching tags'}>
      {list.total === 0
        ? 'This repository has no tags. Open its artifacts by digest.'
        : 'Clear the filter, or show the digest tags.'}
    </EmptyState>
  );
}
