'use client';
import { RotateCw, Square } from 'lucide-react';
import { Button } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { ProgressBar } from '#components/ui/progress-bar';
import { readableQuery } from '#components/ui/readable-query.ts';
import { useSearch } from '#components/ui/use-search.ts';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import { cleanupLists } from '#lib/retention/cleanup-lists';
import { retentionLimits } from '#lib/retention/limits';
import type { RepositoryFacts } from '#lib/retention/repository-facts';
import { formatRules } from '#lib/retention/retention-rules';
import { showHidden } from '#lib/text/untrusted-text';
import { CleanupSection } from './cleanup-section.tsx';
import { factsIn } from './cleanup-state.ts';
import { requestOfRetention, requestOfRows } from './listed-request.ts';
import { NumberField } from './number-field.tsx';
import { RetentionSection } from './retention-section.tsx';
import type { CleanupReading } from './use-cleanup.ts';
import { useCleanup } from './use-cleanup.ts';

type CleanupViewProps = {
  /** `host/name` */
  readonly repository: string;
  /** Undefined where nothing can be changed here. */
  readonly onPlan: ((request: PlanRequestDocument) => void) | undefined;
};

/** What of a repository can go: lists of what nobody needs, and rules of what is kept. */
export function CleanupView({ repository, onPlan }: CleanupViewProps) {
  const reading = useCleanup(repository);
  const { state, again } = reading;
  const facts = factsIn(state);
  return (
    <section aria-label="Clean up" className="flex min-h-0 grow flex-col gap-4 overflow-auto bg-canvas p-4">
      <Reading {...reading} />
      {state.problem === undefined ? null : <ProblemPanel problem={state.problem} onRetry={again} />}
      {facts === undefined || state.end === undefined ? (
        state.status === 'reading' ? (
          <SkeletonRows count={6} label="Reading the repository" />
        ) : null
      ) : (
        <Found repository={repository} facts={facts} now={Date.parse(state.end.asOf)} onPlan={onPlan} />
      )}
      {state.limits.length === 0 ? null : (
        <ul aria-label="What was left out" className="flex flex-col gap-1 text-sm text-muted">
          {state.limits.map((limit) => (
            <li key={limit} className="[overflow-wrap:anywhere]">
              {showHidden(limit)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Reading({ state, stop, again }: CleanupReading) {
  const { status, done, known } = state;
  const isReading = status === 'reading';
  const part = `${done.toLocaleString('en')} of ${known.toLocaleString('en')} artifacts read`;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {isReading ? (
        <ProgressBar label="Artifacts read" share={known === 0 ? 0 : done / known} className="w-24!" />
      ) : null}
      <p role="status" className="text-sm text-muted tabular-nums">
        {isReading && known === 0
          ? 'Reading tags and indexes…'
          : status === 'ended'
            ? `${state.artifacts.size.toLocaleString('en')} artifacts read. Nothing is deleted without a plan.`
            : isReading
              ? part
              : `${part}. You can choose after everything is read.`}
      </p>
      {isReading ? (
        <Button onClick={stop}>
          <Square size={11} fill="currentColor" aria-hidden="true" /> Stop
        </Button>
      ) : (
        <Button onClick={again}>
          <RotateCw size={13} aria-hidden="true" /> Refresh
        </Button>
      )}
    </div>
  );
}

type FoundProps = CleanupViewProps & { readonly facts: RepositoryFacts; readonly now: number };

function Found({ repository, facts, now, onPlan }: FoundProps) {
  const [search, write] = useSearch();
  const query = new URLSearchParams(search);
  const days = daysIn(query);
  const lists = cleanupLists(facts, { untaggedDays: days, now }).filter(({ rows }) => rows.length > 0);
  const put = (name: string, value: string) => {
    if (value === '') query.delete(name);
    else query.set(name, value);
    write(readableQuery(query), 'detail');
  };
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-muted">
        Artifacts without a tag are old after
        <NumberField
          label="Days without a tag"
          value={days}
          max={retentionLimits.daysMax}
          onChange={(value) => put('days', value === retentionLimits.untaggedDays ? '' : String(value))}
        />
        days.
      </p>
      {lists.length === 0 ? (
        <EmptyState title="Nothing to clean up">
          Orrery found no tag, attachment or signature that nobody needs.
        </EmptyState>
      ) : null}
      {lists.map((list) => (
        <CleanupSection
          key={list.name}
          repository={repository}
          list={list}
          now={now}
          onPlan={onPlan === undefined ? undefined : (rows) => onPlan(requestOfRows(repository, rows))}
        />
      ))}
      <RetentionSection
        repository={repository}
        facts={facts}
        now={now}
        keep={query.get('keep') ?? ''}
        onKeep={(rules) => put('keep', formatRules(rules))}
        onPlan={
          onPlan === undefined ? undefined : (retention) => onPlan(requestOfRetention(repository, retention))
        }
      />
    </>
  );
}

/** From which age on an artifact without a tag is listed, as the address says. */
function daysIn(query: URLSearchParams): number {
  const text = query.get('days') ?? '';
  return /^\d{1,5}$/.test(text) ? Number(text) : retentionLimits.untaggedDays;
}
