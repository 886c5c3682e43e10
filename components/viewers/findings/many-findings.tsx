'use client';
import { useReducer } from 'react';
import { PartTable } from '#components/viewers/rows/part-table';
import { FilterChip } from '#components/viewers/rows/row-filters';
import { initialRowView, isChosen, reduceRowView } from '#components/viewers/rows/row-view.ts';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { FindingRow } from '#lib/formats/documents/rows';
import { shorten } from '#lib/text/untrusted-text';
import type { ShownFinding } from './add-vex.ts';
import { CsvLink } from './csv-link.tsx';
import { findingColumns } from './finding-columns.tsx';
import { FindingDetails } from './finding-details.tsx';
import { LevelChips, SeverityChips } from './severity-chips.tsx';

const words = {
  label: 'Findings',
  search: 'Id, package, version',
  noun: ['finding', 'findings'],
} as const;

/** A report too long to be joined with VEX in the browser: searched, filtered and sorted by the server. */
export function ManyFindings({ reference, entry, summary, onSelect }: ViewerProps<'report'>) {
  const [view, dispatch] = useReducer(reduceRowView, initialRowView);
  const hasLevels = summary.byLevel !== undefined;
  const Chips = hasLevels ? LevelChips : SeverityChips;
  const counts: Readonly<Record<string, number>> = summary.byLevel ?? summary.bySeverity;
  const columns = findingColumns('vulnerability', hasLevels).filter(({ id }) => id !== 'vex');
  return (
    <>
      <p className="text-sm text-muted">
        The report is too long to be joined with VEX here: every finding is listed, excused or not.
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
            cell: (row: FindingRow) => column.cell(alone(row)),
          })),
          nameOf: (row) => shorten(`${row.id} ${row.package ?? row.location ?? ''}`.trim()),
          details: (row) => <FindingDetails finding={alone(row)} onSelect={onSelect} />,
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

function alone(row: FindingRow): ShownFinding {
  return { ...row, joined: undefined, isExcused: false };
}
