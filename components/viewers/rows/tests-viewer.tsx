'use client';
import { useReducer } from 'react';
import { Field, FieldList } from '#components/ui/field-list';
import { OutsideLink } from '#components/ui/outside-link';
import { StateIcon } from '#components/ui/state-icon';
import type { Column } from '#components/ui/table/column.ts';
import { CellText } from '#components/ui/table/data-row';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { TestRow } from '#lib/formats/documents/rows';
import type { TestSummary } from '#lib/formats/documents/summaries';
import { formatDay, formatDuration } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';
import { PartTable } from './part-table.tsx';
import { FilterChip } from './row-filters.tsx';
import { initialRowView, isChosen, reduceRowView } from './row-view.ts';
import { SummaryLine } from './summary-line.tsx';

/** The shape and the word of each result: colour never speaks alone. */
const looks = {
  passed: ['valid', 'passed'],
  failed: ['failed', 'failed'],
  error: ['failed', 'error'],
  warned: ['unknown', 'warning'],
  skipped: ['none', 'skipped'],
} as const satisfies Record<TestRow['result'], readonly [string, string]>;

const results = ['failed', 'error', 'warned', 'skipped', 'passed'] as const satisfies TestRow['result'][];

const columns: readonly Column<TestRow>[] = [
  {
    id: 'result',
    title: 'Result',
    width: '5.4rem',
    narrowWidth: '1.25rem',
    isSign: true,
    isSortable: true,
    cell: ({ result }) => (
      <span className="flex items-center gap-1.5" title={looks[result][1]}>
        <StateIcon state={looks[result][0]} />
        <span className="@max-[30rem]:sr-only">{looks[result][1]}</span>
      </span>
    ),
  },
  {
    id: 'name',
    title: 'Test',
    width: 'minmax(0,2.5fr)',
    isSortable: true,
    cell: ({ name }) => <CellText text={shorten(name)} />,
  },
  {
    id: 'suite',
    title: 'Suite',
    width: 'minmax(0,1.5fr)',
    isExtra: true,
    isSortable: true,
    cell: ({ suite }) => <CellText text={shorten(suite ?? '')} className="text-muted" />,
  },
  {
    id: 'duration',
    title: 'Took',
    width: '4.5rem',
    isSortable: true,
    cell: ({ duration }) => (
      <span className="text-muted tabular-nums">{duration === undefined ? '' : timeText(duration)}</span>
    ),
  },
];

const words = { label: 'Tests', search: 'Test, suite, message', noun: ['test', 'tests'] } as const;

/** The results of tests: what failed is counted and filtered, and a row tells why. */
export function TestsViewer({ reference, entry, summary }: ViewerProps<'tests'>) {
  const [view, dispatch] = useReducer(reduceRowView, initialRowView);
  return (
    <div className="flex flex-col gap-3">
      <SummaryLine summary={summary} />
      <TestFacts summary={summary} />
      {entry.parts.some(({ name }) => name === 'tests') ? (
        <PartTable
          of={{ reference, entry, part: 'tests' }}
          view={view}
          dispatch={dispatch}
          words={words}
          table={{
            columns,
            nameOf: ({ name }) => shorten(name),
            details: (row) => <TestDetails row={row} />,
          }}
          filters={(page) =>
            results.map((result) => {
              const count = page?.facets?.result?.[result];
              return count === undefined ? null : (
                <FilterChip
                  key={result}
                  isOn={isChosen(view, 'result', result)}
                  onToggle={() => dispatch({ type: 'toggle', column: 'result', value: result })}
                  count={count}
                >
                  {looks[result][1]}
                </FilterChip>
              );
            })
          }
        />
      ) : null}
    </div>
  );
}

function TestFacts({ summary: { result, startedAt, duration, url } }: { readonly summary: TestSummary }) {
  const day = startedAt === undefined ? undefined : formatDay(startedAt, Date.now());
  if (result === undefined && day === undefined && duration === undefined && url === undefined) return null;
  return (
    <FieldList>
      {result === undefined ? null : <Field name="Result">{shorten(result)}</Field>}
      {day === undefined ? null : <Field name="Ran on">{day}</Field>}
      {duration === undefined ? null : <Field name="Took">{timeText(duration)}</Field>}
      {url === undefined ? null : (
        <Field name="Run">
          <OutsideLink value={url} />
        </Field>
      )}
    </FieldList>
  );
}

function TestDetails({ row: { name, suite, message, result, duration } }: { readonly row: TestRow }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="font-semibold [overflow-wrap:anywhere]">{shorten(name)}</p>
      <FieldList>
        <Field name="Result">{looks[result][1]}</Field>
        {suite === undefined ? null : <Field name="Suite">{shorten(suite)}</Field>}
        {duration === undefined ? null : <Field name="Took">{timeText(duration)}</Field>}
      </FieldList>
      {message === undefined ? null : (
        <pre className="max-h-48 overflow-auto rounded-md border border-line bg-surface px-2.5 py-1.5 font-mono whitespace-pre-wrap [overflow-wrap:anywhere]">
          {shorten(message)}
        </pre>
      )}
    </div>
  );
}

function timeText(seconds: number): string {
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : formatDuration(seconds);
}
