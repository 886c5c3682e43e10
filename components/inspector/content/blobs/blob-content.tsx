'use client';
import { useQuery } from '@tanstack/react-query';
import { SkeletonRows } from '#components/ui/placeholder';
import { ProblemPanel, problemOf } from '#components/ui/problem-panel';
import { JsonViewer } from '#components/viewers/json-viewer';
import { TextViewer } from '#components/viewers/text-viewer';
import { blobQuery } from '#lib/api/content-queries';
import { maxShownBytes, readText } from './text-type';

type BlobContentProps = { readonly reference: string; readonly mediaType: string };

/** The bytes of a blob as text or JSON. */
export function BlobContent({ reference, mediaType }: BlobContentProps) {
  const query = useQuery(blobQuery(reference, maxShownBytes));
  if (query.isPending) return <SkeletonRows count={6} label="The content is being fetched" className="h-6" />;
  if (query.isError) {
    return (
      <ProblemPanel problem={problemOf(query.error)} onRetry={() => void query.refetch()} className="m-3" />
    );
  }
  const text = readText(query.data.bytes);
  if (text === undefined)
    return <p className="px-3 py-2 text-muted">These bytes are no text. Download them instead.</p>;
  const height = 'max-h-[60vh] min-h-24 h-[26rem]';
  const isJson = /json/.test(mediaType) || /^\s*[{[]/.test(text);
  return isJson ? (
    <JsonViewer label="Content" text={text} className={height} />
  ) : (
    <TextViewer label="Content" text={text} className={height} />
  );
}
