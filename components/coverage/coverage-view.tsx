'use client';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import type { CoverageFilter } from '#components/coverage/filter/coverage-filter.ts';
import { isEmptyFilter, writeFilter } from '#components/coverage/filter/coverage-filter.ts';
import { writeSort } from '#components/coverage/filter/sort-rows.ts';
import type { ShownCell } from '#components/coverage/matrix/shown-cell.ts';
import { readCell, writeCell } from '#components/coverage/matrix/shown-cell.ts';
import type { AuditQuery } from '#components/coverage/stream/audit-query.ts';
import { writeAuditQuery } from '#components/coverage/stream/audit-query.ts';
import type { ShownAudit } from '#components/coverage/stream/shown-audit.ts';
import type { AuditReading } from '#components/coverage/stream/use-audit.ts';
import { useAudit } from '#components/coverage/stream/use-audit.ts';
import { useRequirements } from '#components/coverage/stream/use-requirements.ts';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SidePanel } from '#components/ui/side-panel';
import type { StepWeight } from '#components/ui/use-search.ts';
import { useSearch } from '#components/ui/use-search.ts';
import type { Problem } from '#lib/api/problems/problem';
import { CountsLine } from './counts-line.tsx';
import { CoverageFilterBar } from './coverage-filter-bar.tsx';
import { CoverageFoot, UnreadNote } from './coverage-foot.tsx';
import { MatrixSection } from './matrix-section.tsx';
import { ReadingBar, ReadingNews } from './reading-bar.tsx';
import { useMatrix } from './use-matrix.ts';

type CoverageViewProps = {
  readonly query: AuditQuery;
  /** The line with the name of the place, and what can be done with the audit. */
  readonly head: (audit: ShownAudit) => ReactNode;
  /** Requirements, above the filter. */
  readonly bar?: (audit: ShownAudit) => ReactNode;
  /** Chooses repositories, where the place is a registry. */
  readonly picker?: ReactNode;
  /** The evidence of a cell. */
  readonly panelOf: (cell: ShownCell, onClose: () => void) => ReactNode;
  /** Where one goes from here when nothing can be read. */
  readonly waysOn?: (problem: Problem) => ReactNode;
};

/** Which evidence each artifact of a repository or a registry has, as it is read. The query is its key. */
export function CoverageView({ query, head, bar, picker, panelOf, waysOn }: CoverageViewProps) {
  const reading = useAudit(query);
  const { state } = reading;
  const [search, write] = useSearch();
  const [now] = useState(() => Date.now());
  const page = useRef<HTMLElement>(null);
  const matrix = useMatrix(state, search, now);
  const requirements = useRequirements(query);
  const { rows, shown, filter } = matrix;
  const cell = readCell(search, query, rows);
  const onShow = (next: ShownCell | undefined) => {
    write(writeCell(search, query, next), 'detail');
    if (next === undefined) page.current?.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus();
  };
  const audit: ShownAudit = {
    ...{ query, state, shown, isFiltered: !isEmptyFilter(filter) },
    onQueryChange: (change) => write(writeAuditQuery(search, change), 'step'),
  };
  const filtering = {
    ...{ rows, filter, now, left: shown.length },
    onFilter: (next: CoverageFilter, weight: StepWeight = 'step') => write(writeFilter(search, next), weight),
  };
  return (
    <main ref={page} className="flex min-h-0 grow flex-col bg-surface small:overflow-y-auto">
      {head(audit)}
      <div className="flex min-h-0 grow small:shrink-0">
        <section aria-label="Coverage" className="flex min-h-0 min-w-0 grow flex-col">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 border-b border-line px-3 py-1.5">
            <CountsLine {...filtering} counts={matrix.counts} isPart={state.status !== 'ended'} />
            <div className="flex flex-wrap items-center gap-2 max-sm:basis-full">
              {picker}
              <ReadingBar {...reading} />
            </div>
          </div>
          {bar?.(audit)}
          <CoverageFilterBar {...filtering} />
          <Problems sentences={matrix.problems} />
          <BrokenOff query={query} reading={reading} waysOn={waysOn} />
          <MatrixSection
            {...{ matrix, reading, query, cell, onShow, requirements }}
            onSort={(sort) => write(writeSort(search, sort), 'detail')}
          />
          <UnreadNote reading={reading} isFiltered={audit.isFiltered} />
          <CoverageFoot reasons={matrix.openReasons} reading={reading} />
          <ReadingNews state={state} left={shown.length} />
        </section>
        {cell === undefined ? null : (
          <SidePanel isOpen onClose={() => onShow(undefined)}>
            {panelOf(cell, () => onShow(undefined))}
          </SidePanel>
        )}
      </div>
    </main>
  );
}

type BrokenOffProps = {
  readonly query: AuditQuery;
  readonly reading: AuditReading;
  readonly waysOn: CoverageViewProps['waysOn'] | undefined;
};

function BrokenOff({ query, reading, waysOn }: BrokenOffProps) {
  const { problem, rows } = reading.state;
  if (problem === undefined) return null;
  const registry = query.ref.replace(/\/.*/, '');
  return (
    <div className="m-4 flex flex-col gap-3">
      <ProblemPanel problem={problem} onRetry={() => reading.goOn()} registry={registry} />
      {rows.size > 0 ? null : <div>{waysOn?.(problem)}</div>}
    </div>
  );
}

function Problems({ sentences }: { readonly sentences: readonly string[] }) {
  return sentences.map((sentence) => (
    <p key={sentence} role="alert" className="border-b border-line px-4 py-1.5 text-warn">
      {sentence}
    </p>
  ));
}
