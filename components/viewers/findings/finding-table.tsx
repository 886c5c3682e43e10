'use client';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { DataTable } from '#components/ui/table/data-table';
import { listRows } from '#components/ui/table/table-rows.ts';
import { PartSwitch } from '#components/viewers/rows/part-switch';
import { NoRows } from '#components/viewers/rows/part-table';
import { FilterChip, SearchField } from '#components/viewers/rows/row-filters';
import { isChosen, isNarrowed } from '#components/viewers/rows/row-view.ts';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import { shorten } from '#lib/text/untrusted-text';
import { findingColumns } from './finding-columns.tsx';
import { FindingDetails } from './finding-details.tsx';
import type { FindingList, FindingView, FindingViewAction, Segment } from './finding-view.ts';
import { LevelChips, SeverityChips } from './severity-chips.tsx';

type FindingTableProps = Pick<ViewerProps<'report'>, 'onSelect'> & {
  readonly view: FindingView;
  readonly dispatch: (action: FindingViewAction) => void;
  readonly list: FindingList;
  /** Whether the report has levels instead of severities. */
  readonly hasLevels: boolean;
  /** What can be done with the findings that fit. */
  readonly actions?: ReactNode;
};

/** What each part of a report is called, and one of its rows. */
const words = {
  vulnerability: ['Vulnerabilities', 'Id, package, version'],
  misconfiguration: ['Misconfigurations', 'Rule, title, place'],
  secret: ['Secrets', 'Rule, title, place'],
  licence: ['Licence issues', 'Licence, package'],
  code: ['Code', 'Rule, title, place'],
} as const satisfies Record<Segment, readonly [title: string, search: string]>;

/** The findings of one report, or of all together, that fit a view, with the chips that narrow it. */
export function FindingTable({ onSelect, view, dispatch, list, actions, ...props }: FindingTableProps) {
  const { segment, shown, of, counts } = list;
  const hasLevels = props.hasLevels && counts.level.size > 0;
  const Chips = hasLevels ? LevelChips : SeverityChips;
  const fixable = counts.fixable.get('1') ?? 0;
  return (
    <div className="flex flex-col gap-2">
      <PartSwitch
        label="Part of the report"
        parts={list.segments.map(({ name, count }) => ({ name, title: words[name][0], count }))}
        shown={segment}
        onChange={(name) => dispatch({ type: 'segment', segment: name })}
      />
      <Chips counts={hasLevels ? counts.level : counts.severity} view={view.rows} dispatch={dispatch} />
      <div className="flex flex-wrap items-center gap-1.5">
        <SearchField
          label={words[segment][1]}
          words={view.rows.words}
          onChange={(text) => dispatch({ type: 'search', words: text })}
          counts={{ total: shown.length, of }}
        />
        {segment === 'vulnerability' ? (
          <FilterChip
            isOn={isChosen(view.rows, 'fixable', '1')}
            onToggle={() => dispatch({ type: 'toggle', column: 'fixable', value: '1' })}
            count={fixable}
          >
            Fixable
          </FilterChip>
        ) : null}
        {actions}
      </div>
      <LeftOut list={list} view={view} dispatch={dispatch} />
      {shown.length === 0 ? (
        <NoRows
          isNarrowed={isNarrowed(view.rows)}
          noun="findings"
          onClear={() => dispatch({ type: 'clear' })}
        />
      ) : (
        <DataTable
          label={words[segment][0]}
          columns={findingColumns(segment, hasLevels)}
          rows={listRows(shown, JSON.stringify(view))}
          nameOf={(row) => shorten(`${row.id} ${row.package ?? row.location ?? ''}`.trim())}
          order={{ sort: view.rows.sort, onChange: (sort) => dispatch({ type: 'sort', sort }) }}
          details={(row) => <FindingDetails finding={row} onSelect={onSelect} />}
        />
      )}
    </div>
  );
}

type LeftOutProps = Pick<FindingTableProps, 'list' | 'view' | 'dispatch'>;

/** What the list leaves out at first, each with a button that shows it. */
function LeftOut({ list: { excused, suppressed }, view, dispatch }: LeftOutProps) {
  return (
    <>
      {excused === 0 ? null : (
        <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
          <span role="status">
            VEX excuses {findingCount(excused)}
            {view.showsExcused ? '; they are in this list.' : '; this list leaves them out.'}
          </span>
          <Button look="chip" onClick={() => dispatch({ type: 'show', what: 'excused' })}>
            {view.showsExcused ? 'Hide' : 'Show'} the {excused.toLocaleString('en')} excused
          </Button>
        </p>
      )}
      {suppressed === 0 ? null : (
        <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
          <span role="status">
            {findingCount(suppressed)} {suppressed === 1 ? 'does' : 'do'} not count in the report: suppressed,
            passed or fixed.
          </span>
          <Button look="chip" onClick={() => dispatch({ type: 'show', what: 'suppressed' })}>
            {view.showsSuppressed ? 'Hide' : 'Show'} the {suppressed.toLocaleString('en')} not counted
          </Button>
        </p>
      )}
    </>
  );
}

function findingCount(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'finding' : 'findings'}`;
}
