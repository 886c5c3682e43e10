'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { memo, useEffect, useState } from 'react';
import { EvidenceCells } from '#components/catalog/tags/evidence-cells';
import { KindIcon } from '#components/ui/kind-icon';
import { Skeleton } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-panel';
import { StateIcon } from '#components/ui/state-icon';
import { summaryQuery, tagDigestQuery } from '#lib/api/graph/summary-query';
import { formatAge } from '#lib/formats/format-age';
import { formatBytes } from '#lib/formats/format-bytes';
import type { Summary } from '#lib/graph/summary';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import type { TagItem } from './group-tags';

/** Where the columns stand, in the head and in every row. */
export const tagColumns =
  'grid grid-cols-[minmax(0,1fr)_1.25rem_repeat(5,1.25rem)] items-center gap-x-1 sm:gap-x-3 sm:grid-cols-[minmax(0,1fr)_7rem_repeat(5,2.4rem)] lg:grid-cols-[minmax(0,1fr)_11rem_8rem_5rem_6.5rem_repeat(5,2.4rem)]';

type TagRowProps = {
  readonly repository: string;
  readonly item: Extract<TagItem, { type: 'artifact' }>;
  readonly isMoving: boolean;
  readonly isOpen: boolean;
  readonly onToggle: (tag: string) => void;
  readonly isChosen: boolean;
  readonly onChoose: (tag: string) => void;
  /** What can be done with it. */
  readonly actionsOf?: ((tag: string) => ReactNode) | undefined;
};

/** One artifact under its tags; what it is and what is attached is asked for when the row has come to rest in sight. */
// Measured: while it is scrolled, the list draws all rows in sight anew for every frame.
export const TagRow = memo(function TagRow(props: TagRowProps) {
  const { repository, item, isMoving, isOpen, onToggle, isChosen, onChoose, actionsOf } = props;
  const { tag, others, made } = item;
  const isSettled = useSettled(isMoving);
  const reference = `${repository}:${tag}`;
  return (
    <div className="flex items-center border-b border-line hover:bg-sunken">
      <input
        type="checkbox"
        aria-label={`Choose ${tag}`}
        checked={isChosen}
        onChange={() => onChoose(tag)}
        className="ml-4 size-3.5 shrink-0 accent-accent"
      />
      {made.length === 0 ? (
        <span className="w-6 shrink-0" />
      ) : (
        <MadeToggle tag={tag} count={made.length} isOpen={isOpen} onToggle={() => onToggle(tag)} />
      )}
      <Link
        href={textPath(reference)}
        prefetch={false}
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
        {isSettled ? <Details repository={repository} tag={tag} mayAsk={!isMoving} /> : null}
      </Link>
      <span className="flex w-11 shrink-0">{isSettled ? actionsOf?.(tag) : null}</span>
    </div>
  );
});

type MadeToggleProps = {
  readonly tag: string;
  readonly count: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

function MadeToggle({ tag, count, isOpen, onToggle }: MadeToggleProps) {
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

type DetailsProps = { readonly repository: string; readonly tag: string; readonly mayAsk: boolean };

function Details({ repository, tag, mayAsk }: DetailsProps) {
  const resolved = useQuery({ ...tagDigestQuery(`${repository}:${tag}`), enabled: mayAsk });
  const digest = resolved.data?.digest;
  const summary = useQuery({
    ...summaryQuery(`${repository}@${digest}`),
    enabled: mayAsk && digest !== undefined,
  });
  const error = resolved.error ?? summary.error;
  return error === null ? (
    <Columns summary={summary.data ?? undefined} digest={digest} />
  ) : (
    <NotKnown error={error} />
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

type ColumnsProps = { readonly summary: Summary | undefined; readonly digest: Digest | undefined };

function Columns({ summary, digest }: ColumnsProps) {
  const [now] = useState(() => Date.now());
  const short = digest === undefined ? undefined : formatShortDigest(digest);
  const age = summary?.created === undefined ? undefined : formatAge(summary.created, now);
  return (
    <>
      {summary === undefined ? (
        <Skeleton className="h-3 max-w-20" />
      ) : (
        <span className="flex min-w-0 items-center gap-2 text-muted" title={titleOf(summary)}>
          <KindIcon kind={summary.node.kind} />
          <span className="truncate max-sm:sr-only">{wordsOf(summary)}</span>
        </span>
      )}
      {short === undefined ? (
        <Skeleton className="h-3 w-24 max-lg:hidden" />
      ) : (
        <code className="truncate font-mono text-faint max-lg:hidden">{short}</code>
      )}
      <span className="text-right text-muted max-lg:hidden" title="Config and layers">
        {summary === undefined ? (
          <Skeleton className="ml-auto h-3 w-10" />
        ) : summary.contentSize === undefined ? (
          ''
        ) : (
          formatBytes(summary.contentSize)
        )}
      </span>
      <span className="truncate text-muted max-lg:hidden" title={summary?.created}>
        {summary === undefined ? <Skeleton className="h-3 w-14" /> : (age ?? '')}
      </span>
      <EvidenceCells evidence={summary?.evidence} />
    </>
  );
}

function wordsOf({ node, platforms }: Summary): string {
  if (platforms.length > 1) return `${platforms.length} platforms`;
  return platforms[0] ?? node.title;
}

function titleOf({ node, platforms }: Summary): string {
  return [node.title, platforms.join(', ')].filter((part) => part !== '').join(' · ');
}

function NotKnown({ error }: { readonly error: unknown }) {
  const { title, detail } = problemOf(error);
  return (
    <span className="col-span-6 flex min-w-0 items-center gap-2 text-warn lg:col-span-9" title={detail}>
      <StateIcon state="unknown" className="text-warn" />
      <span className="truncate">{title}</span>
    </span>
  );
}

/** A tag that a tool made from a digest, below the artifact of that digest. */
export function MadeTagRow({ repository, tag }: { readonly repository: string; readonly tag: string }) {
  return (
    <Link
      href={textPath(`${repository}:${tag}`)}
      prefetch={false}
      title={tag}
      className="flex h-9 items-center border-b border-line pr-4 pl-14 text-sm text-muted -outline-offset-2 hover:bg-sunken"
    >
      <code className="truncate font-mono">{tag}</code>
    </Link>
  );
}
