'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { JsonViewer } from '#components/viewers/json/json-viewer';
import { TextViewer } from '#components/viewers/text-viewer';
import { blobPartQuery, blobQuery } from '#lib/api/queries/content-queries';
import type { Descriptor } from '#lib/oci/descriptor';
import { blobFormatOf, decodeText, maxImageBytes, maxWholeBytes, mayBeShown } from './blob-format.ts';
import { BlobParts } from './blob-parts.tsx';

type BlobViewerProps = { readonly reference: string; readonly descriptor: Descriptor };

const MarkdownViewer = dynamic(
  () => import('#components/viewers/markdown-viewer').then((file) => file.MarkdownViewer),
  { ssr: false, loading: () => <Pending /> },
);
const PictureViewer = dynamic(
  () => import('#components/viewers/picture-viewer').then((file) => file.PictureViewer),
  { ssr: false, loading: () => <Pending /> },
);
const HexViewer = dynamic(() => import('#components/viewers/hex-viewer').then((file) => file.HexViewer), {
  ssr: false,
  loading: () => <Pending />,
});

/** Bytes of a binary that are fetched: what it is stands in its head. */
const headBytes = 4 * 1024;

/** The height of every viewer: nothing moves when one replaces another. */
const height = 'max-h-[60vh] min-h-24 h-[26rem]';

/** The bytes of a blob as a person reads them: a picture, Markdown, JSON, text, or what a binary is and its head. */
export function BlobViewer(props: BlobViewerProps) {
  const { mediaType, size } = props.descriptor;
  if (!mayBeShown(mediaType, size)) return <BlobHead {...props} />;
  const isLarge = blobFormatOf(props.descriptor) !== 'image' && props.descriptor.size > maxWholeBytes;
  return isLarge ? <BlobParts {...props} className={height} /> : <WholeBlob {...props} />;
}

function BlobHead({ reference, descriptor: { size } }: BlobViewerProps) {
  const query = useQuery(blobPartQuery(reference, 0, Math.min(size, headBytes)));
  return (
    <QueryState query={query} skeleton={<Pending />} className="m-3">
      {(bytes) => <Binary bytes={bytes} size={size} />}
    </QueryState>
  );
}

function Binary({ bytes, size }: { readonly bytes: Uint8Array; readonly size: number }) {
  return (
    <div className="border-t border-line p-3">
      <HexViewer label="Content" bytes={bytes} size={size} className="max-h-[26rem]" />
    </div>
  );
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
  if (text === undefined) return <Binary bytes={bytes} size={descriptor.size} />;
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
