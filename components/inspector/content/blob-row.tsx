'use client';

import type { ReactNode } from 'react';
import { DownloadButton } from '#components/inspector/download/download-button';
import { CopyButton } from '#components/ui/copy-button';
import { apiPath } from '#lib/api/routes/api-path';
import { mayBeArchive } from '#lib/formats/files/may-be-archive';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { formatBytes } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';
import { fileNameOf, mayBeShown } from './blob-format.ts';
import { BlobViewer } from './blob-viewer.tsx';
import { Disclosure } from './disclosure.tsx';
import { FilesDisclosure } from './files-disclosure.tsx';

type BlobRowProps = {
  readonly repository: Repository;
  readonly descriptor: Descriptor;
  readonly isOpenAtFirst: boolean;
  /** The manifest that lists it, where it is the layer of one. */
  readonly manifest?: Digest | undefined;
  /** Shown instead of the file's title. */
  readonly title?: ReactNode;
  /** Its share of all bytes in the list, 0 to 1. */
  readonly share?: number;
  /** The check box of a list of several. */
  readonly choice?: { readonly isChosen: boolean; readonly onChange: (isChosen: boolean) => void };
};

/** One config or layer: what it is, its size, and its bytes to read here or to download. */
export function BlobRow(props: BlobRowProps) {
  const { repository, descriptor, isOpenAtFirst, manifest, title, share, choice } = props;
  const { mediaType, digest, size, annotations } = descriptor;
  const isReadable = mayBeShown(mediaType, size);
  const reference = formatReference(atDigest(repository, digest));
  const name = fileNameOf(descriptor);
  const fileTitle = annotations?.['org.opencontainers.image.title'];
  return (
    <li className="rounded-md border border-line">
      <div className="flex items-center gap-2 px-3 py-2">
        {choice === undefined ? null : (
          <ChoiceBox {...choice} label={`Choose ${shorten(fileTitle ?? formatShortDigest(digest))}`} />
        )}
        <div className="min-w-0 grow">
          <p className="line-clamp-3 font-medium [overflow-wrap:anywhere]" title={mediaType}>
            {title ?? shorten(fileTitle ?? mediaType)}
          </p>
          <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
            <span>{formatBytes(size)}</span>
            {share === undefined ? null : <span>{formatShare(share)}</span>}
            <code className="font-mono text-faint" title={digest}>
              {formatShortDigest(digest)}
            </code>
            <CopyButton text={digest} label="Copy digest" className="-my-1.5" />
          </p>
          {share === undefined ? null : <ShareBar share={share} />}
        </div>
        <DownloadButton
          href={apiPath('/api/blob', { ref: reference, name })}
          name={name}
          size={size}
          label="Download"
          isSmall
        />
      </div>
      {size > 0 ? (
        <Disclosure
          noun={isReadable ? 'content' : 'bytes'}
          isOpenAtFirst={isOpenAtFirst && isReadable}
          className="border-t border-line"
        >
          {() => <BlobViewer reference={reference} descriptor={descriptor} />}
        </Disclosure>
      ) : null}
      {mayBeArchive(descriptor) ? (
        <FilesDisclosure
          repository={repository}
          manifest={manifest}
          archive={descriptor}
          noun="files"
          className="border-t border-line"
        />
      ) : null}
    </li>
  );
}

type ChoiceBoxProps = NonNullable<BlobRowProps['choice']> & { readonly label: string };

function ChoiceBox({ isChosen, onChange, label }: ChoiceBoxProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={isChosen}
      onChange={(event) => onChange(event.currentTarget.checked)}
      className="size-4 shrink-0 accent-accent"
    />
  );
}

// The number stands beside it.
function ShareBar({ share }: { readonly share: number }) {
  return (
    <span aria-hidden="true" className="mt-1.5 block h-1 overflow-hidden rounded-full bg-sunken">
      <span
        className="block h-full min-w-0.5 rounded-full bg-image forced-colors:bg-[CanvasText]"
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}

function formatShare(share: number): string {
  return share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(share * 100)} %`;
}
