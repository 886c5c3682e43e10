import { clsx } from 'clsx';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { DocumentEntry } from '#lib/api/contract/document-contract';
import { documentLines } from './document-lines.ts';
import { viewerOf } from './viewer-table.tsx';

type DocumentViewProps = {
  /** `host/name@digest` of the artifact that carries the document. */
  readonly reference: string;
  /** `host/name@digest` of what it is attached to, where that is known. */
  readonly subject: string | undefined;
  readonly entry: DocumentEntry;
  readonly onSelect: ViewerProps<'report'>['onSelect'];
};

/** One document, by the viewer of its kind; above it in quiet lines what it is wrapped in and what is odd about it. */
export function DocumentView({ reference, subject, entry, onSelect }: DocumentViewProps) {
  const { summary } = entry;
  const Viewer = summary === undefined ? undefined : viewerOf(summary.of);
  return (
    <div className="flex flex-col gap-3">
      <DocumentNotes entry={entry} />
      {Viewer === undefined || summary === undefined ? null : (
        <Viewer reference={reference} subject={subject} entry={entry} summary={summary} onSelect={onSelect} />
      )}
    </div>
  );
}

/** What is said of a document before the document itself. */
export function DocumentNotes({ entry }: Pick<DocumentViewProps, 'entry'>) {
  const lines = documentLines(entry);
  if (lines.length === 0) return null;
  return (
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
  );
}
