'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NameFilter } from '#components/catalog/name-filter';
import { Button } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { Field, FieldList } from '#components/ui/field-list';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import type { Column } from '#components/ui/table/column.ts';
import { CellText } from '#components/ui/table/data-row';
import { DataTable } from '#components/ui/table/data-table';
import { listRows } from '#components/ui/table/table-rows.ts';
import { compareFilesQuery } from '#lib/api/queries/compare-query';
import type { Comparison, FileComparison, FileDifference } from '#lib/formats/compare/comparison';
import { formatBytes } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';
import type { CompareSides } from './asked-sides.ts';
import { ChangeMark } from './change-mark.tsx';
import { labelsOf } from './compare-sides.ts';
import { Doubts } from './doubts.tsx';
import {
  aspectsText,
  bytesOfLayers,
  fileCell,
  fileLine,
  filesLine,
  filterFiles,
  shownText,
  splitPath,
} from './file-words.ts';

type FileDifferencesProps = {
  readonly comparison: Comparison;
  readonly sides: CompareSides;
  readonly platform: string | undefined;
  /** The images whose files somebody wants to see compared. */
  readonly wanted: string | undefined;
  readonly onWant: (images: string | undefined) => void;
};

/** Which files differ. Layers are downloaded for that, so it waits until somebody asks. */
export function FileDifferences({ comparison, wanted, onWant, ...asked }: FileDifferencesProps) {
  const { layers, left, right } = comparison;
  if (layers.state === 'missing') return null;
  const images = `${left.image} ${right.image}`;
  const isSame = layers.rows.every(({ change }) => change === 'same');
  const bytes = formatBytes(bytesOfLayers(comparison));
  return (
    <section aria-label="Files" className="pt-5">
      <h2 className="text-lg font-semibold">Files</h2>
      {isSame ? (
        <p className="py-1">Both have the same layers, so their files are the same.</p>
      ) : wanted === images ? (
        <LoadedFiles {...asked} bytes={bytes} onStop={() => onWant(undefined)} />
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-1.5">
          <Button onClick={() => onWant(images)}>Compare the files</Button>
          <p className="text-muted">The server downloads the layers of both: up to {bytes}.</p>
        </div>
      )}
    </section>
  );
}

type LoadedFilesProps = Pick<FileDifferencesProps, 'sides' | 'platform'> & {
  readonly bytes: string;
  readonly onStop: () => void;
};

function LoadedFiles({ sides, platform, bytes, onStop }: LoadedFilesProps) {
  const { data, error, refetch } = useQuery(compareFilesQuery(sides.left, sides.right, platform));
  if (error !== null) return <ProblemPanel problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-1.5">
          <Button onClick={onStop}>Stop</Button>
          <p className="text-muted">Reading the layers of both: up to {bytes}.</p>
        </div>
        <SkeletonRows count={6} label="Comparing the files" />
      </>
    );
  if (data.state === 'missing') return <p className="py-1">{shorten(data.reason)}</p>;
  return <FileList files={data} labels={labelsOf(sides)} />;
}

type FileListProps = {
  readonly files: FileComparison;
  readonly labels: readonly [left: string, right: string];
};

function FileList({ files, labels }: FileListProps) {
  const [filter, setFilter] = useState('');
  const { rows, total, notes } = files;
  const shown = filterFiles(rows, filter);
  return (
    <>
      <p role="status" className="py-1">
        {filesLine(files)} <span className="text-muted">This list does not compare owners and times.</span>
      </p>
      <Doubts sentences={notes.map(shorten)} />
      {rows.length < total ? (
        <p className="py-1 text-muted">
          The first {rows.length.toLocaleString('en')} of {total.toLocaleString('en')} are listed.
        </p>
      ) : null}
      {rows.length === 0 ? null : (
        <>
          <div className="py-2">
            <NameFilter label="Filter by path" value={filter} onChange={setFilter} />
          </div>
          {shown.length === 0 ? (
            <p className="py-1">No path that differs contains “{shorten(filter)}”.</p>
          ) : (
            <DataTable
              label="Files that differ"
              columns={columnsOf(labels)}
              rows={listRows(shown, `${labels.join('..')} ${filter}`)}
              nameOf={({ path }) => shownText(path)}
              details={(row) => <Details row={row} labels={labels} />}
            />
          )}
        </>
      )}
    </>
  );
}

function columnsOf([left, right]: FileListProps['labels']): readonly Column<FileDifference>[] {
  const side = (id: 'left' | 'right', title: string): Column<FileDifference> => ({
    ...{ id, title, width: 'minmax(0,7rem)', narrowWidth: 'minmax(0,3.6rem)' },
    cell: (row) => <CellText text={fileCell(row[id])} className="text-muted" />,
  });
  return [
    {
      ...{ id: 'change', title: 'Change', width: '3.6rem', narrowWidth: '1rem', isSign: true },
      cell: ({ change }) => <ChangeMark change={change} />,
    },
    {
      ...{ id: 'path', title: 'Path', width: 'minmax(0,1fr)' },
      cell: ({ path }) => <PathText path={path} />,
    },
    {
      ...{ id: 'aspects', title: 'What', width: '9rem', isExtra: true },
      cell: (row) => <CellText text={aspectsText(row)} className="text-muted" />,
    },
    side('left', left),
    side('right', right),
  ];
}

/** A path whose beginning gives way first: files of one folder differ at the end. */
function PathText({ path }: { readonly path: string }) {
  const [start, end] = splitPath(path);
  return (
    <span className="flex min-w-0 font-mono text-sm" title={shownText(path)}>
      <span className="truncate">{start}</span>
      <span className="max-w-full shrink-0 truncate">{end}</span>
    </span>
  );
}

function Details({ row, labels }: { readonly row: FileDifference } & Pick<FileListProps, 'labels'>) {
  return (
    <FieldList>
      <Field name="Path">
        <span className="font-mono text-sm [overflow-wrap:anywhere]">{shownText(row.path)}</span>
      </Field>
      <Field name={labels[0]}>{fileLine(row.left)}</Field>
      <Field name={labels[1]}>{fileLine(row.right)}</Field>
    </FieldList>
  );
}
