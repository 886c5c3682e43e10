import { OutsideLink } from '#components/ui/outside-link';
import { SeverityIcon } from '#components/ui/severity-icon';
import type { Column } from '#components/ui/table/column.ts';
import { CellText } from '#components/ui/table/data-row';
import { DataTable } from '#components/ui/table/data-table';
import { listRows } from '#components/ui/table/table-rows.ts';
import type { FindingComparison, FindingDifference } from '#lib/formats/compare/comparison';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import { shorten } from '#lib/text/untrusted-text';
import { ChangeMark } from './change-mark.tsx';
import { Doubts } from './doubts.tsx';
import { reasonOf, stateText } from './finding-words.ts';

type FindingDifferencesProps = {
  readonly findings: FindingComparison;
  readonly labels: readonly [left: string, right: string];
};

/** The open findings that came, went, or are told otherwise. */
export function FindingDifferences({ findings, labels }: FindingDifferencesProps) {
  const { rows, same, doubts, rowsLeftOut = 0 } = findings;
  return (
    <>
      <Doubts sentences={doubts} />
      <p className="py-2 text-muted">
        {rows.length === 0
          ? 'The same findings are open on both sides'
          : `${same} findings are open on both sides`}
        {rowsLeftOut === 0 ? '.' : `; ${rowsLeftOut} more differences are counted but not listed.`}
      </p>
      {rows.length === 0 ? null : (
        <DataTable
          label="Findings that differ"
          columns={columns}
          rows={listRows(rows, labels.join('..'))}
          nameOf={(row) => shorten(findingOf(row)?.vulnerability ?? '')}
          details={(row) => <Details row={row} labels={labels} />}
        />
      )}
    </>
  );
}

function findingOf({ left, right }: FindingDifference): JoinedFinding | undefined {
  return right ?? left;
}

const columns: readonly Column<FindingDifference>[] = [
  {
    id: 'change',
    title: 'Change',
    width: '3.6rem',
    narrowWidth: '1rem',
    isSign: true,
    cell: ({ change }) => <ChangeMark change={change} isBad />,
  },
  {
    id: 'severity',
    title: 'Severity',
    width: '6rem',
    narrowWidth: '1.25rem',
    isSign: true,
    cell: (row) => {
      const severity = findingOf(row)?.severity ?? 'unknown';
      return (
        <span className="flex items-center gap-1.5">
          <SeverityIcon severity={severity} />
          <span className="capitalize @max-[30rem]:sr-only">{severity}</span>
        </span>
      );
    },
  },
  {
    id: 'vulnerability',
    title: 'Vulnerability',
    width: 'minmax(7rem,1.3fr)',
    cell: (row) => <CellText text={shorten(findingOf(row)?.vulnerability ?? '')} />,
  },
  {
    id: 'package',
    title: 'Package',
    width: 'minmax(0,1.3fr)',
    cell: (row) => <CellText text={shorten(findingOf(row)?.package?.name ?? '')} />,
  },
  {
    id: 'reason',
    title: 'Why',
    width: 'minmax(0,1.6fr)',
    isExtra: true,
    cell: (row) => <CellText text={shorten(reasonOf(row))} className="text-muted" />,
  },
];

function Details({
  row,
  labels,
}: { readonly row: FindingDifference } & Pick<FindingDifferencesProps, 'labels'>) {
  const finding = findingOf(row);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 [overflow-wrap:anywhere]">
      {finding?.title === undefined ? null : (
        <>
          <dt className="text-muted">What</dt>
          <dd>{shorten(finding.title)}</dd>
        </>
      )}
      <dt className="text-muted">{labels[0]}</dt>
      <dd>{shorten(stateText(row.left))}</dd>
      <dt className="text-muted">{labels[1]}</dt>
      <dd>{shorten(stateText(row.right))}</dd>
      {finding?.url === undefined ? null : (
        <>
          <dt className="text-muted">Read more</dt>
          <dd>
            <OutsideLink value={finding.url} />
          </dd>
        </>
      )}
    </dl>
  );
}
