'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { TextViewer } from '#components/viewers/text-viewer';
import { blobPartQuery } from '#lib/api/queries/content-queries';
import type { Descriptor } from '#lib/oci/descriptor';
import { formatBytes } from '#lib/text/format';
import { decodePart } from './blob-format.ts';

type BlobPartsProps = {
  readonly reference: string;
  readonly descriptor: Descriptor;
  readonly className: string;
};

const partBytes = 256 * 1024;

/** A text that is too large to be shown as a whole: one part at a time. */
export function BlobParts({ reference, descriptor: { size }, className }: BlobPartsProps) {
  const [part, setPart] = useState(0);
  const last = Math.ceil(size / partBytes) - 1;
  const from = part * partBytes;
  const to = Math.min(size, from + partBytes);
  const query = useQuery(blobPartQuery(reference, from, to));
  const text = query.data === undefined ? undefined : decodePart(query.data);
  return (
    <div className="border-t border-line">
      <div className="flex items-center gap-1 px-3 py-1.5 text-sm text-muted">
        <span className="grow" role="status">
          {formatBytes(from)} to {formatBytes(to)} of {formatBytes(size)} · only a full download is verified
        </span>
        <IconButton label="Previous part" disabled={part === 0} onClick={() => setPart(part - 1)}>
          <ChevronLeft size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label="Next part" disabled={part === last} onClick={() => setPart(part + 1)}>
          <ChevronRight size={15} aria-hidden="true" />
        </IconButton>
      </div>
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={6} label="Loading this part" className="h-6" />}
        className="m-3"
      >
        {() =>
          text === undefined ? (
            <p className="px-3 py-2 text-muted">This part is not text. Download it instead.</p>
          ) : (
            <TextViewer key={part} label="Content" text={text} className={className} />
          )
        }
      </QueryState>
    </div>
  );
}
