import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { loadedByItself, sortDescending, useNames } from '#components/catalog/use-names.ts';
import type { GatheredNames } from '#lib/api/queries/gather-names';
import type { TagItem } from './group-tags.ts';
import { groupTags, splitTags } from './group-tags.ts';
import type { TagSort } from './sort-tags.ts';
import { sortTagItems } from './sort-tags.ts';
import type { TagFacts } from './tag-facts.ts';
import type { TagListState } from './tag-list-state.ts';
import { matchingTags } from './tag-list-state.ts';
import type { Reading } from './use-reading.ts';
import { useReading } from './use-reading.ts';
import { useTagFacts } from './use-tag-facts.ts';

export type TagsQuery = UseInfiniteQueryResult<{ readonly pages: readonly GatheredNames[] }, Error>;

export type TagItems = {
  readonly items: readonly TagItem[];
  readonly facts: TagFacts;
  readonly reading: Reading;
  readonly all: ReadonlySet<string>;
  /** All tags, those that people gave, and those of them that match the filter. */
  readonly total: number;
  readonly given: number;
  readonly matching: number;
  /** Whether so many names come that every row is about to move. */
  readonly isGrowing: boolean;
};

/** The rows of a list of tags as somebody filtered and sorted them. */
export function useTagItems(
  repository: string,
  query: TagsQuery,
  state: TagListState,
  sort: TagSort,
): TagItems {
  const { filter, showsDigestTags, open } = state;
  const { by, isDescending } = sort;
  const sorted = useNames(query, sortDescending);
  const facts = useTagFacts(repository);
  const { digests } = facts;
  const isAscending = by === 'name' && !isDescending;
  // Measured: of 50,000 tags these take 10 ms each, too long for every row that comes into sight.
  const all = useMemo(() => new Set(sorted), [sorted]);
  const { given, digestTags } = useMemo(() => splitTags(sorted), [sorted]);
  const tags = useMemo(
    () => matchingTags(showsDigestTags ? sorted : given, { filter, isAscending }),
    [sorted, given, filter, showsDigestTags, isAscending],
  );
  const grouped = useMemo(
    () => groupTags({ tags, all, digests, digestTags, open }),
    [tags, all, digests, digestTags, open],
  );
  const reading = useReading({ repository, tags, facts, isNeeded: by !== 'name', withSize: by === 'size' });
  // While rows are read, the order of the names holds: nobody can read a list that moves.
  const isSorted = by !== 'name' && !reading.isReading;
  const items = useMemo(
    () => (isSorted ? sortTagItems(grouped, { by, isDescending }, facts) : grouped),
    [isSorted, grouped, by, isDescending, facts],
  );
  return {
    ...{ items, facts, reading, all },
    ...{ total: sorted.length, given: given.length, matching: tags.length },
    isGrowing: isGrowing(query, sorted.length),
  };
}

/** A registry that gives several pages at once gives the rest soon; of a slow one each row stands long enough to be read. */
function isGrowing({ data, hasNextPage, isError }: TagsQuery, count: number): boolean {
  const asked = data?.pages.at(-1)?.asked ?? 0;
  return asked > 1 && hasNextPage && !isError && count < loadedByItself;
}
