'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ChangeEvent, ReactNode } from 'react';
import { memo, useEffect, useState } from 'react';
import { PageLink } from '#components/ui/page-link';
import { textPath } from '#lib/oci/location';
import type { ArtifactItem } from './group-tags.ts';
import { TagDetails } from './tag-details.tsx';
import type { TagListAction } from './tag-list-state.ts';

type TagRowProps = {
  readonly repository: string;
  readonly item: ArtifactItem;
  readonly isMoving: boolean;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly dispatch: (action: TagListAction) => void;
  /** Selects all rows up to this one. */
  readonly onRange: (tag: string) => void;
  /** What can be done with it. */
  readonly actionsOf?: ((tag: string) => ReactNode) | undefined;
};

/** One artifact under its tags; its details load when the row has come to rest in view. */
// Measured: while it is scrolled, the list draws all rows in sight anew for every frame.
export const TagRow = memo(function TagRow(props: TagRowProps) {
  const { repository, item, isMoving, isOpen, isSelected, dispatch, onRange, actionsOf } = props;
  const { tag, others, digestTags } = item;
  const isSettled = useSettled(isMoving);
  const onSelect = (event: ChangeEvent<HTMLInputElement>) => {
    const isRange = 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true;
    if (isRange) onRange(tag);
    else dispatch({ type: 'select', tag, names: [tag, ...others] });
  };
  return (
    <>
      <td className="flex h-full items-center pl-4">
        <input
          type="checkbox"
          aria-label={`Select ${tag}`}
          checked={isSelected}
          onChange={onSelect}
          className="size-3.5 shrink-0 accent-accent"
        />
        {digestTags.length === 0 ? null : (
          <DigestTagsToggle
            tag={tag}
            count={digestTags.length}
            isOpen={isOpen}
            onToggle={() => dispatch({ type: 'toggle', tag })}
          />
        )}
      </td>
      <td className="min-w-0 self-stretch">
        <PageLink
          href={textPath(`${repository}:${tag}`)}
          className="flex h-full min-w-0 items-center -outline-offset-2"
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
        </PageLink>
      </td>
      {/* What passes by in a moment is not worth a question, nor the parts that would show its answer. */}
      {isSettled ? <TagDetails repository={repository} tag={tag} mayAsk={!isMoving} /> : null}
      <td className="col-start-[-2] flex">{isSettled ? actionsOf?.(tag) : null}</td>
    </>
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
    <td className="col-span-full self-stretch">
      <PageLink
        href={textPath(`${repository}:${tag}`)}
        title={tag}
        className="flex h-full items-center pr-4 pl-14 text-sm text-muted -outline-offset-2"
      >
        <code className="truncate font-mono">{tag}</code>
      </PageLink>
    </td>
  );
}
