'use client';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useState } from 'react';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { KindIcon } from '#components/ui/kind-icon';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { DocumentNotes, DocumentView } from '#components/viewers/frame/document-view';
import { hasViewer } from '#components/viewers/frame/viewer-table';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { DocumentEntry } from '#lib/api/contract/document-contract';
import { documentQuery } from '#lib/api/queries/document-queries';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { isDocumentKind } from '#lib/oci/kind';
import type { ImageManifest } from '#lib/oci/manifest';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { shorten } from '#lib/text/untrusted-text';
import { ManifestBlobs } from './manifest-blobs.tsx';

type CarriedDocumentsProps = {
  readonly node: GraphNode;
  readonly repository: Repository;
  readonly manifest: ImageManifest;
  /** What it is attached to. */
  readonly subject: Digest | undefined;
  readonly onSelect: ViewerProps<'report'>['onSelect'];
};

/** The documents that a manifest carries, decoded; the files as they are where no document is understood. */
export function CarriedDocuments(props: CarriedDocumentsProps) {
  const { node, repository, manifest, subject, onSelect } = props;
  const reference = formatReference(atDigest(repository, node.digest));
  const query = useQuery(documentQuery(reference));
  const files = <ManifestBlobs manifest={manifest} digest={node.digest} repository={repository} />;
  if (query.isPending) return <SkeletonRows count={8} label="Reading the document" className="h-8" />;
  const entries = query.data?.documents ?? [];
  const understood = entries.filter(({ summary }) => summary !== undefined && hasViewer(summary.of));
  if (query.data === undefined || understood.length === 0)
    return (
      <div className="flex flex-col gap-3 px-4 py-3.5">
        {query.error === null ? null : (
          <ProblemPanel
            problem={problemOf(query.error)}
            onRetry={() => void query.refetch()}
            registry={repository.registry}
          />
        )}
        {query.data !== undefined && isDocumentKind(node.kind) ? (
          <p className="text-sm text-warn">Orrery cannot read this format. Here are its bytes.</p>
        ) : null}
        {entries.map((entry) => (
          <DocumentNotes key={`${entry.blob.digest} ${entry.index}`} entry={entry} />
        ))}
        {files}
      </div>
    );
  return (
    <Understood
      entries={understood}
      others={entries.length - understood.length}
      reference={reference}
      subject={subject === undefined ? undefined : formatReference(atDigest(repository, subject))}
      onSelect={onSelect}
    />
  );
}

type UnderstoodProps = Pick<CarriedDocumentsProps, 'onSelect'> & {
  readonly entries: readonly DocumentEntry[];
  /** Documents that are not understood. */
  readonly others: number;
  readonly reference: string;
  readonly subject: string | undefined;
};

function Understood({ entries, others, ...rest }: UnderstoodProps) {
  const [chosen, setChosen] = useState(0);
  const entry = entries[chosen] ?? entries[0];
  if (entry === undefined) return null;
  return (
    <div className="flex flex-col gap-3 px-4 py-3.5">
      {entries.length === 1 ? null : <DocumentList entries={entries} chosen={chosen} onChange={setChosen} />}
      <DocumentView key={`${entry.blob.digest} ${entry.index}`} entry={entry} {...rest} />
      {others === 0 ? null : (
        <p className="text-sm text-muted">
          {others === 1 ? '1 other file is' : `${others.toLocaleString('en')} other files are`} under Bytes.
        </p>
      )}
    </div>
  );
}

type DocumentListProps = {
  readonly entries: readonly DocumentEntry[];
  readonly chosen: number;
  readonly onChange: (at: number) => void;
};

/** Chooses one of several documents. */
function DocumentList({ entries, chosen, onChange }: DocumentListProps) {
  return (
    <ul aria-label="Documents" className="max-h-44 overflow-auto rounded-md border border-line">
      {entries.map((entry, at) => (
        <li key={`${entry.blob.digest} ${entry.index}`}>
          <button
            type="button"
            aria-pressed={at === chosen}
            onClick={() => onChange(at)}
            className={clsx(
              'flex w-full items-center gap-2 px-2.5 py-1 text-left -outline-offset-2 hover:bg-sunken',
              at === chosen && 'bg-accent-soft font-semibold',
            )}
          >
            <KindIcon kind={entry.kind} size={14} />
            <span className="min-w-0 grow truncate">{shorten(entry.title)}</span>
            <span className="shrink-0 text-sm font-normal text-muted">{shorten(entry.format)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
