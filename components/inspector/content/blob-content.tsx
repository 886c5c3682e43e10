'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { JsonViewer } from '#components/viewers/json/json-viewer';
import { TextViewer } from '#components/viewers/text-viewer';
import { blobQuery } from '#lib/api/queries/content-queries';
import type { Descriptor } from '#lib/oci/descriptor';
import { blobFormatOf, maxImageBytes, maxWholeBytes, readText } from './blob-format.ts';
import { BlobParts } from './blob-parts.tsx';

type BlobContentProps = { readonly reference: string; readonly descriptor: Descriptor };

const MarkdownViewer = dynamic(
  () => import('#components/viewers/markdown-viewer').then((file) => file.MarkdownViewer),
  { ssr: false, loading: () => <Pending /> },
);
const PictureViewer = dynamic(
  () => import('#components/viewers/picture-viewer').then((file) => file.PictureViewer),
  { ssr: false, loading: () => <Pending /> },
);

/** How high every viewer is, so that nothing moves when one takes the place of another. */
const height = 'max-h-[60vh] min-h-24 h-[26rem]';

/** The bytes of a blob as a person reads them: a picture, Markdown, JSON, or text. */
export function BlobContent(props: BlobContentProps) {
  const isLarge = blobFormatOf(props.descriptor) !== 'image' && props.descriptor.size > maxWholeBytes;
  return isLarge ? <BlobParts {...props} className={height} /> : <WholeBlob {...props} />;
}

function WholeBlob({ reference, descriptor }: BlobContentProps): ReactNode {
  const shape = blobFormatOf(descriptor);
  const query = useQuery(blobQuery(reference, shape === 'image' ? maxImageBytes : maxWholeBytes));
  if (query.isPending) return <Pending />;
  if (query.isError) {
    return (
      <ProblemPanel problem={problemOf(query.error)} onRetry={() => void query.refetch()} className="m-3" />
    );
  }
  const { bytes } = query.data;
  const name = descriptor.annotations?.['org.opencontainers.image.title'] ?? '';
  if (shape === 'image') return <PictureViewer bytes={bytes} mediaType={descriptor.mediaType} name={name} />;
  const text = readText(bytes);
  if (text === undefined)
    return <p className="px-3 py-2 text-muted">These bytes are no text. Download them instead.</p>;
  if (shape === 'markdown') return <MarkdownViewer text={text} className={height} />;
  return shape === 'json' || /^\s*[{[]/.test(text) ? (
    <JsonViewer label="Content" text={text} className={height} />
  ) : (
    <TextViewer label="Content" text={text} name={name} mediaType={descriptor.mediaType} className={height} />
  );
}

function Pending() {
  return <SkeletonRows count={6} label="The content is being fetched" className="h-6" />;
}
