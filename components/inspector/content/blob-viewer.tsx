'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { IconButton } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { JsonViewer } from '#components/viewers/json/json-viewer';
import { TextViewer } from '#components/viewers/text-viewer';
import { blobPartQuery, blobQuery } from '#lib/api/queries/content-queries';
import type { Descriptor } from '#lib/oci/descriptor';
import { formatBytes } from '#lib/text/format';
import { blobFormatOf, decodePart, decodeText, maxImageBytes, maxWholeBytes } from './blob-format.ts';

type BlobViewerProps = { readonly reference: string; readonly descriptor: Descriptor };

const MarkdownViewer = dynamic(
  () => import('#components/viewers/markdown-viewer').then((file) => file.MarkdownViewer),
  { ssr: false, loading: () => <Pending /> },
);
const PictureViewer = dynamic(
  () => import('#components/viewers/picture-viewer').then((file) => file.PictureViewer),
  { ssr: false, loading: () => <Pending /> },
);

/** The height of every viewer: nothing moves when one replaces another. */
const height = 'max-h-[60vh] min-h-24 h-[26rem]';

/** The bytes of a blob as a person reads them: a picture, Markdown, JSON, or text. */
export function BlobViewer(props: BlobViewerProps) {
  const isLarge = blobFormatOf(props.descriptor) !== 'image' && props.descriptor.size > maxWholeBytes;
  return isLarge ? <BlobParts {...props} className={height} /> : <WholeBlob {...props} />;
}

function WholeBlob({ reference, descriptor }: BlobViewerProps) {
  const maxBytes = blobFormatOf(descriptor) === 'image' ? maxImageBytes : maxWholeBytes;
  const query = useQuery(blobQuery(reference, maxBytes));
  return (
    <QueryState query={query} skeleton={<Pending />} className="m-3">
      {({ bytes }) => <Viewer descriptor={descriptor} bytes={bytes} />}
    </QueryState>
  );
}

type ViewerProps = { readonly descriptor: Descriptor; readonly bytes: Uint8Array<ArrayBuffer> };

function Viewer({ descriptor, bytes }: ViewerProps) {
  const { mediaType, annotations } = descriptor;
  const format = blobFormatOf(descriptor);
  const name = annotations?.['org.opencontainers.image.title'] ?? '';
  if (format === 'image') return <PictureViewer bytes={bytes} mediaType={mediaType} name={name} />;
  const text = decodeText(bytes);
  if (text === undefined) return <NoText />;
  if (format === 'markdown') return <MarkdownViewer text={text} className={height} />;
  return format === 'json' || /^\s*[{[]/.test(text) ? (
    <JsonViewer label="Content" text={text} className={height} />
  ) : (
    <TextViewer label="Content" text={text} name={name} mediaType={mediaType} className={height} />
  );
}

function Pending() {
  return <SkeletonRows count={6} label="Loading the content" className="h-6" />;
}

type BlobPartsProps = {
  readonly reference: string;
  readonly descriptor: Descriptor;
  readonly className: string;
};

const partBytes = 256 * 1024;

/** A text that is too large to be shown as a whole: one part at a time. */
function BlobParts({ reference, descriptor: { size }, className }: BlobPartsProps) {
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
          {formatBytes(from)} to {formatBytes(to)} of {formatBytes(size)} · only a download is verified
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
            <NoText />
          ) : (
            <TextViewer key={part} label="Content" text={text} className={className} />
          )
        }
      </QueryState>
    </div>
  );
}

/** Stands where bytes that are no text would be shown. */
function NoText() {
  return <p className="px-3 py-2 text-muted">This is not text. Download it instead.</p>;
}
