'use client';
import { useReducer, useState } from 'react';
import { addressWords, useWordsInAddress } from '#components/ui/address-words.ts';
import { CopyButton } from '#components/ui/copy-button';
import { SkeletonRows } from '#components/ui/placeholder';
import type { Column } from '#components/ui/table/column.ts';
import { CellText } from '#components/ui/table/data-row';
import { PartSwitch, partTitles } from '#components/viewers/rows/part-switch';
import { PartTable } from '#components/viewers/rows/part-table';
import { isPlainPart, PlainPartTable } from '#components/viewers/rows/plain-parts';
import { FilterChip } from '#components/viewers/rows/row-filters';
import type { RowView, RowViewAction } from '#components/viewers/rows/row-view.ts';
import { isChosen, reduceRowView, rowViewOf } from '#components/viewers/rows/row-view.ts';
import { SummaryLine } from '#components/viewers/rows/summary-line';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { PackageRow, PartName } from '#lib/formats/documents/rows';
import type { SbomSummary } from '#lib/formats/documents/summaries';
import { shorten } from '#lib/text/untrusted-text';
import { LackingTable } from './lacking-table.tsx';
import { LicenceBar } from './licence-bar.tsx';
import { PackageDetails } from './package-details.tsx';

const columns: readonly Column<PackageRow>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 'minmax(0,2.2fr)',
    isSortable: true,
    cell: ({ name }) => <CellText text={shorten(name)} />,
  },
  {
    id: 'version',
    title: 'Version',
    width: 'minmax(0,1.2fr)',
    isSortable: true,
    cell: ({ version }) => <Said text={version} />,
  },
  {
    id: 'licences',
    title: 'Licence',
    width: 'minmax(0,1.3fr)',
    isSortable: true,
    cell: ({ licences }) => <Said text={licences.join(', ')} />,
  },
  {
    id: 'type',
    title: 'Type',
    width: '4.5rem',
    isExtra: true,
    isSortable: true,
    cell: ({ type }) => <Said text={type} />,
  },
  {
    id: 'purl',
    title: 'purl',
    width: '1.75rem',
    isExtra: true,
    cell: ({ purl }) =>
      purl === undefined ? null : <CopyButton text={purl} label="Copy purl" className="size-6!" />,
  },
];

const words = {
  label: 'Packages',
  search: 'Name, version, licence, purl',
  noun: ['package', 'packages'],
} as const;

/** What an SBOM lists: its licences as a bar, its packages as a table, what it does not say, and its other parts. */
export function SbomViewer({ reference, subject, entry, summary }: ViewerProps<'sbom'>) {
  const { packages, services, files, relationships } = summary;
  const counts: Partial<Record<PartName, number | undefined>> = { packages, services, files, relationships };
  const parts = entry.parts.map(({ name, count = counts[name] }) => ({
    name,
    title: partTitles[name],
    ...(count === undefined ? {} : { count }),
  }));
  const first = parts.find(({ name }) => name === 'packages')?.name ?? parts[0]?.name ?? 'packages';
  const [shown, setShown] = useState<PartName>(first);
  const [view, dispatch] = useReducer(reduceRowView, undefined, () => rowViewOf(addressWords()));
  useWordsInAddress(view.words);
  const isOnPackages = shown === 'packages';
  return (
    <div className="flex flex-col gap-3">
      <SummaryLine summary={summary} />
      <PartSwitch label="Part of the SBOM" parts={parts} shown={shown} onChange={setShown} />
      {isOnPackages ? (
        <>
          {entry.isCounting === true ? (
            <SkeletonRows count={5} label="Counting the licences" className="h-7 px-0" />
          ) : (
            <>
              <LicenceBar summary={summary} view={view} dispatch={dispatch} />
              <LackingTable summary={summary} view={view} dispatch={dispatch} />
            </>
          )}
          <PartTable
            of={{ reference, entry, part: 'packages' }}
            view={view}
            dispatch={dispatch}
            words={words}
            table={{
              columns,
              nameOf: ({ name, version }) => shorten(`${name} ${version ?? ''}`.trim()),
              details: (row) => (
                <PackageDetails
                  row={row}
                  of={{ reference, entry }}
                  root={summary.describes}
                  subject={subject}
                />
              ),
            }}
            filters={() => <TypeChips summary={summary} view={view} dispatch={dispatch} />}
          />
        </>
      ) : isPlainPart(shown) ? (
        <PlainPartTable key={shown} reference={reference} entry={entry} part={shown} />
      ) : null}
    </div>
  );
}

function Said({ text }: { readonly text: string | undefined }) {
  if (text === undefined || text === '') return <span className="text-faint">–</span>;
  return <CellText text={shorten(text)} className="text-muted" />;
}

type TypeChipsProps = {
  readonly summary: SbomSummary;
  readonly view: RowView;
  readonly dispatch: (action: RowViewAction) => void;
};

/** So many types have a chip. */
const typesMax = 6;

function TypeChips({ summary: { types = [] }, view, dispatch }: TypeChipsProps) {
  if (types.length < 2) return null;
  return types.slice(0, typesMax).map(({ type, count }) => (
    <FilterChip
      key={type}
      isOn={isChosen(view, 'type', type)}
      onToggle={() => dispatch({ type: 'toggle', column: 'type', value: type })}
      count={count}
    >
      {shorten(type)}
    </FilterChip>
  ));
}
