'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { BlobContent } from '#components/inspector/content/blob-content';
import { DownloadButton } from '#components/inspector/content/download-button';
import { CopyButton } from '#components/ui/copy-button';
import { apiPaths } from '#lib/api/routes';
import { formatBytes } from '#lib/formats/format-bytes';
import type { Descriptor } from '#lib/oci/descriptor';
import { digestParts, formatShortDigest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { maxShownBytes, mayBeText } from './text-type';

type BlobRowProps = {
  readonly repository: Repository;
  readonly descriptor: Descriptor;
  readonly isOpenAtFirst: boolean;
};

/** One config or layer: what it is, how large, its bytes to read here or to download. */
export function BlobRow({ repository, descriptor, isOpenAtFirst }: BlobRowProps) {
  const isReadable = mayBeText(descriptor.mediaType) && descriptor.size <= maxShownBytes;
  const [isOpen, setOpen] = useState(isOpenAtFirst && isReadable);
  const reference = formatReference(atDigest(repository, descriptor.digest));
  const title = descriptor.annotations?.['org.opencontainers.image.title'];
  return (
    <li className="rounded-md border border-line">
      <div className="flex items-center gap-2 px-3 py-2">
        <div className="min-w-0 grow">
          <p className="truncate font-medium" title={descriptor.mediaType}>
            {title ?? descriptor.mediaType}
          </p>
          <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
            <span>{formatBytes(descriptor.size)}</span>
            <code className="font-mono text-faint" title={descriptor.digest}>
              {formatShortDigest(descriptor.digest)}
            </code>
            <CopyButton text={descriptor.digest} label="Copy digest" className="-my-1.5" />
          </p>
        </div>
        <DownloadButton
          href={apiPaths.blob(reference, fileName(title, descriptor))}
          name={fileName(title, descriptor)}
          size={descriptor.size}
          label="Download"
          isSmall
        />
      </div>
      {isReadable ? (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex w-full items-center gap-1 border-t border-line px-3 py-1.5 text-sm text-muted hover:bg-sunken hover:text-text"
        >
          {isOpen ? (
            <ChevronDown size={14} aria-hidden="true" />
          ) : (
            <ChevronRight size={14} aria-hidden="true" />
          )}
          {isOpen ? 'Hide the content' : 'Show the content'}
        </button>
      ) : null}
      {isOpen ? <BlobContent reference={reference} mediaType={descriptor.mediaType} /> : null}
    </li>
  );
}

function fileName(title: string | undefined, { digest }: Descriptor): string {
  const last = title?.split(/[/\\]/).at(-1);
  return last === undefined || last === '' ? `${digestParts(digest).encoded.slice(0, 12)}.bin` : last;
}
