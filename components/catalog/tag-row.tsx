'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { KindIcon } from '#components/ui/kind-icon';
import { Skeleton } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-panel';
import { StateIcon } from '#components/ui/state-icon';
import { resolveQuery } from '#lib/api/content-queries';
import type { Resolved } from '#lib/api/contract';
import { formatBytes } from '#lib/formats/format-bytes';
import { formatShortDigest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import { isIndexMediaType } from '#lib/oci/media-type';

type TagRowProps = {
  readonly repository: string;
  readonly tag: string;
  readonly isMoving: boolean;
  /** What can be done with it. */
  readonly actions?: ReactNode;
};

/** One tag; what it points to is asked for when the row has come to rest in sight. */
export function TagRow({ repository, tag, isMoving, actions }: TagRowProps) {
  const reference = `${repository}:${tag}`;
  const query = useQuery({ ...resolveQuery(reference), enabled: !isMoving, staleTime: 60_000 });
  return (
    <div className="flex items-center border-b border-line hover:bg-sunken">
      <Link
        href={textPath(reference)}
        prefetch={false}
        className="grid h-9 min-w-0 grow grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 pr-2 pl-4 -outline-offset-2 md:grid-cols-[minmax(0,1fr)_9rem_10rem_6rem]"
      >
        <span className="truncate font-medium">{tag}</span>
        {query.isError ? <NotKnown error={query.error} /> : <Columns resolved={query.data} />}
      </Link>
      <span className="flex w-11 shrink-0">{actions}</span>
    </div>
  );
}

function Columns({ resolved }: { readonly resolved: Resolved | undefined }) {
  if (resolved === undefined) {
    return (
      <>
        <Skeleton className="h-3 w-20" />
        <Skeleton className="h-3 w-32 max-md:hidden" />
        <Skeleton className="ml-auto h-3 w-12 max-md:hidden" />
      </>
    );
  }
  // A tag names only a media type: whether a manifest is an image or something attached, its content alone tells.
  const isIndex = isIndexMediaType(resolved.mediaType);
  return (
    <>
      <span className="flex items-center gap-2 text-muted">
        <KindIcon kind={isIndex ? 'index' : 'artifact'} />
        {isIndex ? 'Index' : 'Manifest'}
      </span>
      <code className="font-mono text-faint max-md:hidden">{formatShortDigest(resolved.digest)}</code>
      <span className="text-right text-muted max-md:hidden" title="Size of the manifest">
        {formatBytes(resolved.size)}
      </span>
    </>
  );
}

function NotKnown({ error }: { readonly error: unknown }) {
  const { title, detail } = problemOf(error);
  return (
    <span className="flex min-w-0 items-center gap-2 text-warn md:col-span-3" title={detail}>
      <StateIcon state="unknown" className="text-warn" />
      <span className="truncate">{title}</span>
    </span>
  );
}
