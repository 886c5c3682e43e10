'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useRef } from 'react';
import { buttonClass, IconButton } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { HexViewer } from '#components/viewers/hex-viewer';
import { JsonViewer } from '#components/viewers/json/json-viewer';
import { TextViewer } from '#components/viewers/text-viewer';
import type { FileEntry } from '#lib/api/contract/files-contract';
import type { FilesPlace } from '#lib/api/queries/files-queries';
import { filePath, fileQuery } from '#lib/api/queries/files-queries';
import { formatBytes } from '#lib/text/format';
import { formatMode } from '#lib/text/format-mode';
import { decodeFileText, fileFormatOf, shownBytesMax } from './file-format.ts';
import { shownPath } from './file-text.ts';

const loading = () => <SkeletonRows count={6} label="Loading the file" className="h-6" />;
const MarkdownViewer = dynamic(
  () => import('#components/viewers/markdown-viewer').then((file) => file.MarkdownViewer),
  { ssr: false, loading },
);
const PictureViewer = dynamic(
  () => import('#components/viewers/picture-viewer').then((file) => file.PictureViewer),
  { ssr: false, loading },
);

type FileContentProps = {
  readonly place: FilesPlace;
  readonly entry: FileEntry;
  readonly onClose: () => void;
};

/** One file of an archive: as text, a picture, Markdown, JSON or bytes, and as a download. */
export function FileContent({ place, entry, onClose }: FileContentProps) {
  const { path, size, mode, link } = entry;
  const isRead = entry.type === 'file' || entry.type === 'hardlink';
  const frame = useRef<HTMLElement>(null);
  // Scrolls the browser to what was opened: it stands below the tree, often out of sight.
  useEffect(() => frame.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section ref={frame} aria-label={`File ${shownPath(path)}`} className="rounded-md border border-line">
      <div className="flex items-center gap-2 px-3 py-2">
        <div className="min-w-0 grow">
          <p className="font-mono font-medium [overflow-wrap:anywhere]">{shownPath(path)}</p>
          <p className="text-sm text-muted">
            {[entry.type === 'file' ? formatBytes(size) : '', mode === undefined ? '' : formatMode(mode)]
              .filter((text) => text !== '')
              .join(' · ')}
            {link === undefined ? '' : ` · links to ${shownPath(link)}`}
          </p>
        </div>
        {isRead ? (
          <a
            href={filePath(place, path)}
            download={path.split('/').at(-1)}
            className={buttonClass('quiet')}
            title="Download this file"
          >
            <Download size={14} aria-hidden="true" />
            <span className="sr-only">Download this file</span>
          </a>
        ) : null}
        <IconButton label="Close the file" onClick={onClose}>
          <X size={15} aria-hidden="true" />
        </IconButton>
      </div>
      {isRead && entry.removedBy === undefined ? (
        <FileBytes place={place} path={path} />
      ) : (
        <NoBytes entry={entry} />
      )}
    </section>
  );
}

function NoBytes({ entry }: { readonly entry: FileEntry }) {
  const text =
    entry.removedBy !== undefined
      ? 'A later layer removed this file. Open it in the layer that has it.'
      : 'This entry has no content.';
  return <p className="border-t border-line px-3 py-2 text-muted">{text}</p>;
}

const height = 'max-h-[60vh] min-h-24 h-[22rem]';

function FileBytes({ place, path }: { readonly place: FilesPlace; readonly path: string }) {
  const query = useQuery(fileQuery(place, path, shownBytesMax));
  return (
    <QueryState query={query} skeleton={loading()} className="m-3">
      {({ bytes, isCut, verified }) => (
        <>
          {isCut || verified === 'range' ? (
            <p className="border-t border-line px-3 py-1.5 text-sm text-muted">
              {[
                isCut ? `The first ${formatBytes(shownBytesMax)}. Download the file to see the rest.` : '',
                verified === 'range' ? 'Orrery did not verify these bytes against a digest.' : '',
              ]
                .filter((text) => text !== '')
                .join(' ')}
            </p>
          ) : null}
          <Viewer path={path} bytes={bytes} isCut={isCut} />
        </>
      )}
    </QueryState>
  );
}

type ViewerProps = {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isCut: boolean;
};

function Viewer({ path, bytes, isCut }: ViewerProps) {
  const format = fileFormatOf(path);
  if (format.kind === 'picture' && !isCut)
    return <PictureViewer bytes={bytes} mediaType={format.mediaType} name={path} />;
  if (bytes.length === 0) return <p className="border-t border-line px-3 py-2 text-muted">An empty file.</p>;
  const text = decodeFileText(bytes, isCut);
  if (text === undefined) return <HexViewer label="Content" bytes={bytes} />;
  if (format.kind === 'markdown') return <MarkdownViewer text={text} className={height} />;
  return !isCut && (format.kind === 'json' || /^\s*[{[]/.test(text)) ? (
    <JsonViewer label="Content" text={text} className={height} />
  ) : (
    <TextViewer label="Content" text={text} name={path} className={height} />
  );
}
