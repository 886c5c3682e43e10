'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { KindIcon } from '#components/ui/kind-icon';
import { Skeleton } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { StateIcon } from '#components/ui/state-icon';
import { summaryQuery, tagDigestQuery } from '#lib/api/queries/summary-query';
import type { Summary } from '#lib/graph/summary';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { formatAge, formatBytes } from '#lib/text/format';
import { EvidenceCells } from './evidence-cells.tsx';

type TagDetailsProps = { readonly repository: string; readonly tag: string; readonly mayAsk: boolean };

/** What a tag points to, and what is attached to that: the other columns of its row. */
export function TagDetails({ repository, tag, mayAsk }: TagDetailsProps) {
  const resolved = useQuery({ ...tagDigestQuery(`${repository}:${tag}`), enabled: mayAsk });
  const digest = resolved.data?.digest;
  const summary = useQuery({
    ...summaryQuery(`${repository}:${tag}@${digest}`),
    enabled: mayAsk && digest !== undefined,
  });
  const error = resolved.error ?? summary.error;
  return error === null ? (
    <Columns summary={summary.data ?? undefined} digest={digest} />
  ) : (
    <NotKnown error={error} />
  );
}

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
      {/* As high while they wait as afterwards: what grows would count as moved. */}
      <span
        className="flex h-5 min-w-0 items-center justify-end text-muted max-lg:hidden"
        title="Config and layers"
      >
        {summary === undefined ? (
          <Skeleton className="h-3 w-10" />
        ) : summary.contentSize === undefined ? null : (
          formatBytes(summary.contentSize)
        )}
      </span>
      <span className="flex h-5 min-w-0 items-center text-muted max-lg:hidden" title={summary?.created}>
        {summary === undefined ? (
          <Skeleton className="h-3 w-14" />
        ) : (
          <span className="truncate">{age ?? ''}</span>
        )}
      </span>
      <EvidenceCells evidence={summary?.evidence} checks={summary?.checks} />
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
