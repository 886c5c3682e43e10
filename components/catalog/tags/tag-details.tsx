'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIsWide } from '#components/ui/columns';
import { KindIcon } from '#components/ui/kind-icon';
import { Skeleton } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { StateIcon } from '#components/ui/state-icon';
import { contentSizeQuery, summaryQuery, tagDigestQuery } from '#lib/api/queries/summary-query';
import type { Summary } from '#lib/graph/summary';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { formatAge, formatBytes } from '#lib/text/format';
import { EvidenceCells } from './evidence-cells.tsx';
import { kindWords } from './sort-tags.ts';

type TagDetailsProps = { readonly repository: string; readonly tag: string; readonly mayAsk: boolean };

/** What a tag points to, and what is attached to that: the other cells of its row. */
export function TagDetails({ repository, tag, mayAsk }: TagDetailsProps) {
  const resolved = useQuery({ ...tagDigestQuery(`${repository}:${tag}`), enabled: mayAsk });
  const digest = resolved.data?.digest;
  const summary = useQuery({
    ...summaryQuery(`${repository}:${tag}@${digest}`),
    enabled: mayAsk && digest !== undefined,
  });
  const [now] = useState(() => Date.now());
  const error = resolved.error ?? summary.error;
  if (error !== null) return <NotKnown text={problemOf(error).title} detail={problemOf(error).detail} />;
  if (summary.data === null) return <NotKnown text="Not there" detail="The registry does not have it." />;
  return (
    <>
      <KindCell summary={summary.data} />
      <DigestCell digest={digest} />
      <td className="flex min-w-0 justify-end text-muted max-lg:hidden">
        {summary.data === undefined ? (
          <Skeleton className="my-[3px] h-3 w-10" />
        ) : (
          <Size repository={repository} summary={summary.data} mayAsk={mayAsk} />
        )}
      </td>
      <AgeCell summary={summary.data} now={now} />
      <EvidenceCells evidence={summary.data?.evidence} checks={summary.data?.checks} />
    </>
  );
}

type CellProps = { readonly summary: Summary | undefined };

function KindCell({ summary }: CellProps) {
  if (summary === undefined)
    return (
      <td>
        <Skeleton className="my-[3px] h-3 max-w-20" />
      </td>
    );
  const { node, platforms } = summary;
  return (
    <td
      className="flex min-w-0 items-center gap-2 text-muted"
      title={[node.title, platforms.join(', ')].filter((part) => part !== '').join(' · ')}
    >
      <KindIcon kind={node.kind} />
      <span className="truncate max-sm:sr-only">{kindWords(summary)}</span>
    </td>
  );
}

function DigestCell({ digest }: { readonly digest: Digest | undefined }) {
  return (
    <td className="min-w-0 max-xl:hidden">
      {digest === undefined ? (
        <Skeleton className="my-[3px] h-3 w-24" />
      ) : (
        <code className="block truncate font-mono text-faint" title={digest}>
          {formatShortDigest(digest)}
        </code>
      )}
    </td>
  );
}

type SizeProps = Pick<TagDetailsProps, 'repository' | 'mayAsk'> & { readonly summary: Summary };

/** What somebody pulls: of several platforms that of one, which is named. */
function Size({ repository, summary: { contentSize, pulled }, mayAsk }: SizeProps) {
  const isWide = useIsWide();
  const asked = useQuery({
    ...contentSizeQuery(`${repository}@${pulled?.digest}`),
    enabled: mayAsk && isWide && pulled !== undefined && pulled.contentSize === undefined,
  });
  const size = contentSize ?? pulled?.contentSize ?? asked.data ?? undefined;
  if (size === undefined) {
    if (pulled !== undefined && asked.isFetching) return <Skeleton className="my-[3px] h-3 w-10" />;
    return <Unknown why={sizeWhy(pulled !== undefined)} />;
  }
  if (pulled === undefined) return <span title="Config and layers">{formatBytes(size)}</span>;
  return (
    <span className="flex min-w-0 items-baseline gap-1" title={`Config and layers of ${pulled.platform}`}>
      {formatBytes(size)}
      <span className="truncate text-xs text-faint max-xl:sr-only">
        {pulled.platform.replace(/^linux\//, '')}
      </span>
    </span>
  );
}

function sizeWhy(isIndex: boolean): string {
  return isIndex ? 'The size of every platform is unknown' : 'It does not state its size';
}

function AgeCell({ summary, now }: CellProps & { readonly now: number }) {
  const age = summary?.created === undefined ? undefined : formatAge(summary.created, now);
  return (
    <td className="min-w-0 truncate pl-2 text-muted max-lg:hidden" title={summary?.created}>
      {summary === undefined ? (
        <Skeleton className="my-[3px] h-3 w-14" />
      ) : (
        (age ?? <Unknown why="It does not state when it was created" />)
      )}
    </td>
  );
}

/** Stands where something is unknown: an empty cell would not say so. */
function Unknown({ why }: { readonly why: string }) {
  return (
    <span title={why} className="text-faint">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not known</span>
    </span>
  );
}

function NotKnown({ text, detail }: { readonly text: string; readonly detail: string }) {
  return (
    <td
      className="col-span-6 flex min-w-0 items-center gap-2 text-warn lg:col-span-8 xl:col-span-9"
      title={detail}
    >
      <StateIcon state="unknown" className="text-warn" />
      <span className="truncate">{text}</span>
    </td>
  );
}
