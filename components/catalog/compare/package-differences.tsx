import type { Column } from '#components/ui/table/column.ts';
import { CellText } from '#components/ui/table/data-row';
import { DataTable } from '#components/ui/table/data-table';
import { listRows } from '#components/ui/table/table-rows.ts';
import type { PackageComparison, PackageDifference } from '#lib/formats/compare/comparison';
import { shorten } from '#lib/text/untrusted-text';
import { ChangeMark } from './change-mark.tsx';
import { Doubts } from './doubts.tsx';

type PackageDifferencesProps = {
  readonly packages: PackageComparison;
  readonly labels: readonly [left: string, right: string];
};

/** The packages that came, went or have another version. */
export function PackageDifferences({ packages, labels }: PackageDifferencesProps) {
  const { rows, same, doubts, rowsLeftOut = 0 } = packages;
  return (
    <>
      <Doubts sentences={doubts} />
      <p className="py-2 text-muted">
        {rows.length === 0 ? 'Both list the same packages' : `${same} packages are the same`}
        {rowsLeftOut === 0 ? '.' : `; ${rowsLeftOut} more differences are counted but not listed.`}
      </p>
      {rows.length === 0 ? null : (
        <DataTable
          label="Packages that differ"
          columns={columnsOf(labels)}
          rows={listRows(rows, labels.join('..'))}
          nameOf={({ name }) => shorten(name)}
        />
      )}
    </>
  );
}

function columnsOf([left, right]: PackageDifferencesProps['labels']): readonly Column<PackageDifference>[] {
  const versions = (side: 'left' | 'right', title: string): Column<PackageDifference> => ({
    id: side,
    title,
    width: 'minmax(0,1.2fr)',
    cell: (row) => {
      const text = row[side].map((version) => (version === '' ? 'no version' : version)).join(', ');
      return <CellText text={shorten(text)} className="font-mono text-sm" />;
    },
  });
  return [
    {
      id: 'change',
      title: 'Change',
      width: '3.6rem',
      narrowWidth: '1rem',
      isSign: true,
      cell: ({ change }) => <ChangeMark change={change} />,
    },
    {
      id: 'name',
      title: 'Package',
      width: 'minmax(0,2fr)',
      cell: ({ name }) => <CellText text={shorten(name)} />,
    },
    {
      id: 'type',
      title: 'Type',
      width: '5rem',
      isExtra: true,
      cell: ({ type }) => <CellText text={shorten(type ?? '')} className="text-muted" />,
    },
    versions('left', left),
    versions('right', right),
  ];
}
