'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useReducer } from 'react';
import { addressWords, useWordsInAddress } from '#components/ui/address-words.ts';
import type { Column } from '#components/ui/table/column.ts';
import { PartTable } from '#components/viewers/rows/part-table';
import { FilterChip } from '#components/viewers/rows/row-filters';
import { isChosen, reduceRowView, rowViewOf } from '#components/viewers/rows/row-view.ts';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import { findingsQuery } from '#lib/api/queries/findings-query';
import type { FindingRow } from '#lib/formats/documents/rows';
import { formatLimits } from '#lib/formats/limits';
import { shorten } from '#lib/text/untrusted-text';
import type { ShownFinding } from './add-vex.ts';
import { createVexIndex } from './add-vex.ts';
import { CsvLink } from './csv-link.tsx';
import { findingColumns } from './finding-columns.tsx';
import { FindingDetails } from './finding-details.tsx';
import { LevelChips, SeverityChips } from './severity-chips.tsx';

const joinedMax = formatLimits.joinedRowsMax.toLocaleString('en');

const words = {
  label: 'Findings',
  search: 'Id, package, version',
  noun: ['finding', 'findings'],
} as const;

/** A report too long for the browser: searched, filtered and sorted by the server, with VEX beside what is in sight. */
export function ManyFindings({ reference, subject, entry, summary, onSelect }: ViewerProps<'report'>) {
  const [view, dispatch] = useReducer(reduceRowView, undefined, () => rowViewOf(addressWords()));
  useWordsInAddress(view.words);
  const joined = useQuery({ ...findingsQuery(subject ?? ''), enabled: subject !== undefined });
  const addTo = useMemo(() => createVexIndex(joined.data), [joined.data]);
  const hasLevels = summary.byLevel !== undefined;
  const Chips = hasLevels ? LevelChips : SeverityChips;
  const counts: Readonly<Record<string, number>> = summary.byLevel ?? summary.bySeverity;
  const isCut = (joined.data?.rowsLeftOut ?? 0) > 0;
  const columns = columnsWithVex(hasLevels, isCut || joined.data === undefined);
  return (
    <>
      <p className="text-sm text-muted">
        {joined.isError
          ? 'Orrery could not determine which VEX statements apply, so this list has every finding.'
          : 'This long report lists every finding, including those that VEX excuses.'}
        {isCut ? ` VEX covers the ${joinedMax} worst findings.` : ''}
      </p>
      <Chips
        counts={new Map(Object.entries(counts).filter(([, count]) => count > 0))}
        view={view}
        dispatch={dispatch}
      />
      <PartTable
        of={{ reference, entry, part: 'findings' }}
        view={view}
        dispatch={dispatch}
        words={words}
        table={{
          columns: columns.map((column) => ({
            ...column,
            cell: (row: FindingRow) => column.cell(addTo(row)),
          })),
          nameOf: (row) => shorten(`${row.id} ${row.package ?? row.location ?? ''}`.trim()),
          details: (row) => <FindingDetails finding={addTo(row)} onSelect={onSelect} />,
        }}
        filters={(page) => (
          <>
            <FilterChip
              isOn={isChosen(view, 'fixable', '1')}
              onToggle={() => dispatch({ type: 'toggle', column: 'fixable', value: '1' })}
              count={page?.facets?.fixable?.['1']}
            >
              Fixable
            </FilterChip>
            <CsvLink reference={reference} entry={entry} view={view} />
          </>
        )}
      />
    </>
  );
}

/** `isUnsure`: a finding that is not among the joined ones may still have a statement. */
function columnsWithVex(hasLevels: boolean, isUnsure: boolean): readonly Column<ShownFinding>[] {
  return findingColumns('vulnerability', hasLevels).map((column) => {
    if (column.id !== 'vex') return column;
    const cell = (row: ShownFinding) =>
      row.joined === undefined && isUnsure ? <span className="text-faint">–</span> : column.cell(row);
    // The order of rows is the server's, which knows nothing of VEX.
    return { ...column, isSortable: false, cell };
  });
}
