'use client';

import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMemo, useReducer } from 'react';
import { incompleteReason, ListStatus } from '#components/catalog/list-status';
import { NameFilter } from '#components/catalog/name-filter';
import { sortDescending, useNames } from '#components/catalog/use-names.ts';
import { IconButton } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { VirtualList } from '#components/ui/virtual-list';
import type { Names } from '#lib/api/contract/registry-contract';
import { tagsQuery } from '#lib/api/queries/queries';
import { evidenceColumns } from './evidence-cells.tsx';
import type { TagItem } from './group-tags.ts';
import { groupTags, splitTags } from './group-tags.ts';
import { SelectedTags } from './selected-tags.tsx';
import type { TagListAction, TagListState } from './tag-list-state.ts';
import { initialTagListState, matchingTags, reduceTagList } from './tag-list-state.ts';
import { DigestTagRow, TagRow, tagColumns } from './tag-row.tsx';
import { useTagDigests } from './use-tag-digests.ts';

type TagListProps = {
  /** `host/name` */
  readonly repository: string;
  /** Stands in the page once the repository is known to be there. */
  readonly whenKnown?: ReactNode;
  /** What can be done with a tag, at the end of its row. */
  readonly actionsOf?: (tag: string) => ReactNode;
  /** What can be done with several. */
  readonly actionsOfSelected?: (tags: readonly string[], onDone: () => void) => ReactNode;
};

/** The artifacts of a repository under their tags, newest version first; tags made from digests are folded under theirs. */
export function TagList({ repository, whenKnown, actionsOf, actionsOfSelected }: TagListProps) {
  const [state, dispatch] = useReducer(reduceTagList, initialTagListState);
  const query = useInfiniteQuery(tagsQuery(repository));
  const list = useTagItems(repository, query, state);
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
          <ListTools query={query} list={list} state={state} dispatch={dispatch} />
        ) : (
          <SelectedTags
            repository={repository}
            tags={selected}
            onClear={onClear}
            actions={actionsOfSelected?.(selected, onClear)}
          />
        )}
      </div>
      <ListPlaceholder repository={repository} query={query} list={list} />
      {list.items.length > 0 ? (
        <>
          <ColumnHeads />
          <VirtualList
            label="Tags"
            items={list.items}
            rowHeight={36}
            keyOf={({ type, tag }) => `${type} ${tag}`}
          >
            {(item, isMoving) =>
              item.type === 'digest-tag' ? (
                <DigestTagRow repository={repository} tag={item.tag} />
              ) : (
                <TagRow
                  repository={repository}
                  item={item}
                  isMoving={isMoving}
                  isOpen={state.open.has(item.tag)}
                  isSelected={state.selected.has(item.tag)}
                  dispatch={dispatch}
                  actionsOf={actionsOf}
                />
              )
            }
          </VirtualList>
        </>
      ) : null}
    </section>
  );
}

type TagsQuery = UseInfiniteQueryResult<{ readonly pages: readonly Names[] }, Error>;

type TagItems = {
  readonly items: readonly TagItem[];
  /** All tags, those that people gave, and those of them that match the filter. */
  readonly total: number;
  readonly given: number;
  readonly matching: number;
};

function useTagItems(repository: string, query: TagsQuery, state: TagListState): TagItems {
  const { filter, isAscending, showsDigestTags, open } = state;
  const sorted = useNames(query, sortDescending);
  const digests = useTagDigests(repository);
  // Measured: of 50,000 tags these take 10 ms each, too long for every row that comes into sight.
  const { given, digestTags } = useMemo(() => splitTags(sorted), [sorted]);
  const tags = useMemo(
    () => matchingTags(showsDigestTags ? sorted : given, { filter, isAscending }),
    [sorted, given, filter, showsDigestTags, isAscending],
  );
  const items = useMemo(
    () => groupTags({ tags, digests, digestTags, open }),
    [tags, digests, digestTags, open],
  );
  return { items, total: sorted.length, given: given.length, matching: tags.length };
}

type ListToolsProps = {
  readonly query: TagsQuery;
  readonly list: TagItems;
  readonly state: TagListState;
  readonly dispatch: (action: TagListAction) => void;
};

function ListTools({ query, list, state, dispatch }: ListToolsProps) {
  const { isAscending, showsDigestTags } = state;
  const artifacts = list.items.filter(({ type }) => type === 'artifact').length;
  const digestTags = list.total - list.given;
  const Arrow = isAscending ? ArrowUpNarrowWide : ArrowDownWideNarrow;
  return (
    <>
      <IconButton
        label={isAscending ? 'Show the highest first' : 'Show the lowest first'}
        onClick={() => dispatch({ type: 'reverse' })}
      >
        <Arrow size={16} aria-hidden="true" />
      </IconButton>
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

type ListPlaceholderProps = Omit<ListToolsProps, 'state' | 'dispatch'> & { readonly repository: string };

/** What stands in place of tags: that they are coming, that there are none, or why they cannot be listed. */
function ListPlaceholder({ repository, query, list }: ListPlaceholderProps) {
  if (query.isPending) return <SkeletonRows count={12} label="Loading the tags" />;
  if (query.isError) {
    return (
      <div className="p-4">
        <ProblemPanel
          problem={problemOf(query.error)}
          onRetry={() => void query.refetch()}
          registry={repository.slice(0, repository.indexOf('/'))}
        />
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

function ColumnHeads() {
  return (
    <div
      aria-hidden="true"
      className={`${tagColumns} border-b border-line bg-surface py-1 pr-13 pl-13.5 text-xs font-semibold text-faint max-sm:hidden`}
    >
      <span>Tag</span>
      <span>Type</span>
      <span className="max-lg:hidden">Digest</span>
      <span className="text-right max-lg:hidden">Size</span>
      <span className="max-lg:hidden">Created</span>
      {evidenceColumns.map(([kind, head]) => (
        <span key={kind} className="text-center">
          {head}
        </span>
      ))}
    </div>
  );
}
