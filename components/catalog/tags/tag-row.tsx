'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { memo, useEffect, useState } from 'react';
import { PageLink } from '#components/ui/page-link';
import { textPath } from '#lib/oci/location';
import type { TagItem } from './group-tags.ts';
import { TagDetails } from './tag-details.tsx';
import type { TagListAction } from './tag-list-state.ts';

/** Where the columns stand, in the head and in every row. */
export const tagColumns =
  'grid grid-cols-[minmax(0,1fr)_1.25rem_repeat(5,1.25rem)] items-center gap-x-1 sm:gap-x-3 sm:grid-cols-[minmax(0,1fr)_7rem_repeat(5,2.4rem)] lg:grid-cols-[minmax(0,1fr)_11rem_8rem_5rem_6.5rem_repeat(5,2.4rem)]';

type TagRowProps = {
  readonly repository: string;
  readonly item: Extract<TagItem, { type: 'artifact' }>;
  readonly isMoving: boolean;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly dispatch: (action: TagListAction) => void;
  /** What can be done with it. */
  readonly actionsOf?: ((tag: string) => ReactNode) | undefined;
};

/** One artifact under its tags; its details load when the row has come to rest in view. */
// Measured: while it is scrolled, the list draws all rows in sight anew for every frame.
export const TagRow = memo(function TagRow(props: TagRowProps) {
  const { repository, item, isMoving, isOpen, isSelected, dispatch, actionsOf } = props;
  const { tag, others, digestTags } = item;
  const isSettled = useSettled(isMoving);
  const reference = `${repository}:${tag}`;
  return (
    <div className="flex items-center border-b border-line hover:bg-sunken">
      <input
        type="checkbox"
        aria-label={`Select ${tag}`}
        checked={isSelected}
        onChange={() => dispatch({ type: 'select', tag })}
        className="ml-4 size-3.5 shrink-0 accent-accent"
      />
      {digestTags.length === 0 ? (
        <span className="w-6 shrink-0" />
      ) : (
        <DigestTagsToggle
          tag={tag}
          count={digestTags.length}
          isOpen={isOpen}
          onToggle={() => dispatch({ type: 'toggle', tag })}
        />
      )}
      <PageLink
        href={textPath(reference)}
        className={`${tagColumns} h-9 min-w-0 grow pr-2 -outline-offset-2`}
      >
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="min-w-[3ch] truncate font-medium" title={tag}>
            {tag}
          </span>
          {others.length === 0 ? null : (
            <span className="min-w-0 shrink-[4] truncate text-sm text-muted" title={others.join(', ')}>
              {others.join(', ')}
            </span>
          )}
        </span>
        {/* What passes by in a moment is not worth a question, nor the parts that would show its answer. */}
        {isSettled ? <TagDetails repository={repository} tag={tag} mayAsk={!isMoving} /> : null}
      </PageLink>
      <span className="flex w-11 shrink-0">{isSettled ? actionsOf?.(tag) : null}</span>
    </div>
  );
});

type DigestTagsToggleProps = {
  readonly tag: string;
  readonly count: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

function DigestTagsToggle({ tag, count, isOpen, onToggle }: DigestTagsToggleProps) {
  const name = `${count} ${count === 1 ? 'tag' : 'tags'} made from the digest of ${tag}`;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={name}
      title={name}
      onClick={onToggle}
      className="flex h-9 w-6 shrink-0 items-center justify-center text-faint -outline-offset-2 hover:text-text"
    >
      {isOpen ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
    </button>
  );
}

/**
 * Whether the row has rested in sight for a moment, once and for all: while a long list comes in, rows pass by with every
 * page, and while it is scrolled with every frame.
 */
function useSettled(isMoving: boolean): boolean {
  const [isSettled, setSettled] = useState(false);
  const isDue = !isMoving && !isSettled;
  // The clock is the outside system.
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(() => setSettled(true), settleMs);
    return () => clearTimeout(timer);
  }, [isDue]);
  return isSettled;
}

const settleMs = 120;

/** A tag that a tool made from a digest, below the artifact of that digest. */
export function DigestTagRow({ repository, tag }: { readonly repository: string; readonly tag: string }) {
  return (
    <PageLink
      href={textPath(`${repository}:${tag}`)}
      title={tag}
      className="flex h-9 items-center border-b border-line pr-4 pl-14 text-sm text-muted -outline-offset-2 hover:bg-sunken"
    >
      <code className="truncate font-mono">{tag}</code>
    </PageLink>
  );
}
