import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { DocumentEntry } from '#lib/api/contract/document-contract';
import type { Digest } from '#lib/oci/digest';
import { documentLines } from './document-lines.ts';
import { viewerOf } from './viewer-table.tsx';

type DocumentViewProps = {
  /** `host/name@digest` of the artifact that carries the document. */
  readonly reference: string;
  readonly entry: DocumentEntry;
  readonly onSelect: (digest: Digest) => void;
  /** The bytes as they are, for a document that no viewer can read. */
  readonly children: ReactNode;
};

/** One document, by the viewer of its kind; above it in quiet lines what it is wrapped in and what is odd about it. */
export function DocumentView({ reference, entry, onSelect, children }: DocumentViewProps) {
  const { summary } = entry;
  const Viewer = summary === undefined ? undefined : viewerOf(summary.of);
  const lines = documentLines(entry);
  return (
    <div className="flex flex-col gap-3">
      {lines.length === 0 ? null : (
        <ul className="flex flex-col gap-1 text-sm">
          {lines.map(({ tone, text }) => (
            <li
              key={text}
              className={clsx('[overflow-wrap:anywhere]', tone === 'warn' ? 'text-warn' : 'text-muted')}
            >
              {text}
            </li>
          ))}
        </ul>
      )}
      {Viewer === undefined || summary === undefined ? (
        children
      ) : (
        <Viewer reference={reference} entry={entry} summary={summary} onSelect={onSelect} />
      )}
    </div>
  );
}
