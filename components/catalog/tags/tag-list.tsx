'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCallback, useMemo, useState } from 'react';
import { incompleteReason, ListStatus } from '#components/catalog/list-status';
import { NameFilter } from '#components/catalog/name-filter';
import { sortDescending, useNames } from '#components/catalog/use-names.ts';
import { IconButton } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { VirtualList } from '#components/ui/virtual-list';
import { tagsQuery } from '#lib/api/queries/queries';
import { evidenceColumns } from './evidence-cells.tsx';
import { groupTags, splitTags } from './group-tags.ts';
import { SelectedTags } from './selected-tags.tsx';
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
  readonly actionsOfChosen?: (tags: readonly string[], onDone: () => void) => ReactNode;
};

const nothing: ReadonlySet<string> = new Set();

/** The artifacts of a repository under their tags, newest version first; tags made from digests are folded under theirs. */
export function TagList({ repository, whenKnown, actionsOf, actionsOfChosen }: TagListProps) {
  const [wanted, setWanted] = useState('');
  const [isRising, setRising] = useState(false);
  const [showsMade, setShowsMade] = useState(false);
  const [open, setOpen] = useState(nothing);
  const [chosen, setChosen] = useState(nothing);
  // The same for every row and frame: rows are drawn anew only for what is new to them.
  const onToggle = useCallback((tag: string) => setOpen((known) => toggled(known, tag)), []);
  const onChoose = useCallback((tag: string) => setChosen((known) => toggled(known, tag)), []);
  const query = useInfiniteQuery(tagsQuery(repository));
  const sorted = useNames(query, sortDescending);
  const digests = useTagDigests(repository);
  // Measured: of 50,000 tags these take 10 ms each, too long for every row that comes into sight.
  const { given, made } = useMemo(() => splitTags(sorted), [sorted]);
  const found = useMemo(() => {
    const text = wanted.trim().toLowerCase();
    const fitting = (showsMade ? sorted : given).filter((tag) => tag.toLowerCase().includes(text));
    return isRising ? fitting.toReversed() : fitting;
  }, [sorted, given, wanted, showsMade, isRising]);
  const items = useMemo(
    () => groupTags({ wanted: found, digests, made, open }),
    [found, digests, made, open],
  );
  const artifacts = items.filter(({ type }) => type === 'artifact').length;
  const folded = sorted.length - given.length;
  // Also those that are gone by now: what became of them is still on the screen.
  const chosenTags = [...chosen];
  return (
    <section aria-label="Tags" className="flex min-h-0 grow flex-col">
      {query.isSuccess ? whenKnown : null}
      <div className="flex min-h-[53px] flex-wrap items-center gap-3 border-b border-line bg-surface px-4 py-2.5">
        <NameFilter label="Filter tags" value={wanted} onChange={setWanted} />
        {chosenTags.length === 0 ? (
          <>
            <IconButton
              label={isRising ? 'Show the highest first' : 'Show the lowest first'}
              onClick={() => setRising(!isRising)}
            >
              {isRising ? (
                <ArrowUpNarrowWide size={16} aria-hidden="true" />
              ) : (
                <ArrowDownWideNarrow size={16} aria-hidden="true" />
              )}
            </IconButton>
            <ListStatus
              query={query}
              shown={found.length}
              total={showsMade ? sorted.length : given.length}
              word={['tag', 'tags']}
              {...(artifacts < found.length
                ? { note: ` of ${artifacts.toLocaleString('en')} artifacts` }
                : {})}
            />
            {folded > 0 ? (
              <label className="flex cursor-pointer items-center gap-2 text-sm text-muted">
                <input
                  type="checkbox"
                  checked={showsMade}
                  onChange={(event) => setShowsMade(event.target.checked)}
                  className="size-3.5 accent-accent"
                />
                Show {folded.toLocaleString('en')} digest {folded === 1 ? 'tag' : 'tags'}
              </label>
            ) : null}
          </>
        ) : (
          <SelectedTags
            repository={repository}
            tags={chosenTags}
            onClear={() => setChosen(nothing)}
            actions={actionsOfChosen?.(chosenTags, () => setChosen(nothing))}
          />
        )}
      </div>
      {query.isError ? (
        <div className="p-4">
          <ProblemPanel
            problem={problemOf(query.error)}
            onRetry={() => void query.refetch()}
            registry={hostOf(repository)}
          />
        </div>
      ) : null}
      {query.isPending ? <SkeletonRows count={12} label="The tags are being listed" /> : null}
      {query.isSuccess &&
      items.length === 0 &&
      !query.isFetching &&
      incompleteReason(query.data) === undefined ? (
        <EmptyState title={sorted.length === 0 ? 'No tags here' : 'No tag fits'}>
          {sorted.length === 0
            ? 'What is in this repository has no names; open it by digest.'
            : 'Clear the filter, or show the digest tags.'}
        </EmptyState>
      ) : null}
      {items.length > 0 ? (
        <>
          <ColumnHeads />
          <VirtualList label="Tags" items={items} rowHeight={36} keyOf={({ type, tag }) => `${type} ${tag}`}>
            {(item, isMoving) =>
              item.type === 'made' ? (
                <DigestTagRow repository={repository} tag={item.tag} />
              ) : (
                <TagRow
                  repository={repository}
                  item={item}
                  isMoving={isMoving}
                  isOpen={open.has(item.tag)}
                  onToggle={onToggle}
                  isChosen={chosen.has(item.tag)}
                  onChoose={onChoose}
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

function ColumnHeads() {
  return (
    <div
      aria-hidden="true"
      className={`${tagColumns} border-b border-line bg-surface py-1 pr-13 pl-13.5 text-xs font-semibold text-faint max-sm:hidden`}
    >
      <span>Tag</span>
      <span>What it is</span>
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

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

function hostOf(repository: string): string {
  return repository.slice(0, repository.indexOf('/'));
}
