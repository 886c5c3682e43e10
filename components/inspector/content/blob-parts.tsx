'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { TextViewer } from '#components/viewers/text-viewer';
import { blobPartQuery } from '#lib/api/queries/content-queries';
import type { Descriptor } from '#lib/oci/descriptor';
import { formatBytes } from '#lib/text/format';
import { readPart } from './blob-format.ts';

type BlobPartsProps = {
  readonly reference: string;
  readonly descriptor: Descriptor;
  readonly className: string;
};

const partBytes = 256 * 1024;

/** A text too large to be held as a whole: one part of it at a time, as the registry gives it. */
export function BlobParts({ reference, descriptor: { size }, className }: BlobPartsProps) {
  const [part, setPart] = useState(0);
  const last = Math.ceil(size / partBytes) - 1;
  const from = part * partBytes;
  const to = Math.min(size, from + partBytes);
  const query = useQuery(blobPartQuery(reference, from, to));
  const text = query.data === undefined ? undefined : readPart(query.data);
  return (
    <div className="border-t border-line">
      <div className="flex items-center gap-1 px-3 py-1.5 text-sm text-muted">
        <span className="grow" role="status">
          {formatBytes(from)} to {formatBytes(to)} of {formatBytes(size)} · parts are not verified, a download
          is
        </span>
        <IconButton label="Previous part" disabled={part === 0} onClick={() => setPart(part - 1)}>
          <ChevronLeft size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label="Next part" disabled={part === last} onClick={() => setPart(part + 1)}>
          <ChevronRight size={15} aria-hidden="true" />
        </IconButton>
      </div>
      {query.isPending ? (
        <SkeletonRows count={6} label="The part is being fetched" className="h-6" />
      ) : query.isError ? (
        <ProblemPanel problem={problemOf(query.error)} onRetry={() => void query.refetch()} className="m-3" />
      ) : text === undefined ? (
        <p className="px-3 py-2 text-muted">These bytes are no text. Download them instead.</p>
      ) : (
        <TextViewer key={part} label="Content" text={text} className={className} />
      )}
    </div>
  );
}
