'use client';
import type { AuditQuery, AuditQueryChange } from '#components/coverage/stream/audit-query.ts';
import { auditProgress } from '#components/coverage/stream/audit-state.ts';
import type { ShownAudit } from '#components/coverage/stream/shown-audit.ts';
import type { AuditReading } from '#components/coverage/stream/use-audit.ts';
import { useAudit } from '#components/coverage/stream/use-audit.ts';
import { Button } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { ProgressBar } from '#components/ui/progress-bar';
import { worstFirst } from '#lib/audit/count-audit';
import { formatDuration } from '#lib/text/format';

type CoverageViewProps = {
  readonly query: AuditQuery;
  readonly onQueryChange: (change: AuditQueryChange) => void;
};

/** Which evidence each artifact of a repository or a registry has, as it is read. */
export function CoverageView({ query, onQueryChange }: CoverageViewProps) {
  const reading = useAudit(query);
  const { state } = reading;
  const shown = worstFirst([...state.rows.values()]);
  const audit: ShownAudit = { query, onQueryChange, state, shown, isFiltered: false };
  return (
    <section aria-label="Coverage" className="flex min-h-0 grow flex-col">
      <Progress reading={reading} />
      {state.problem === undefined ? null : (
        <ProblemPanel problem={state.problem} onRetry={() => reading.goOn()} className="m-4" />
      )}
      <ul className="min-h-0 grow overflow-auto px-4">
        {audit.shown.slice(0, 100).map((row) => (
          <li key={row.reference}>
            {row.tags.join(', ') || row.reference} {row.verdict}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Progress({ reading }: { readonly reading: AuditReading }) {
  const { state, secondsLeft, stop, goOn } = reading;
  const { read, known } = auditProgress(state);
  const left = secondsLeft === undefined ? '' : ` · ${formatDuration(secondsLeft)} left`;
  return (
    <div className="flex items-center gap-3 border-b border-line px-4 py-2">
      <ProgressBar label="Artifacts read" share={known === 0 ? 0 : read / known} className="w-24!" />
      <p className="text-sm text-muted">
        {read.toLocaleString('en')} of {known.toLocaleString('en')} read{left}
      </p>
      {state.status === 'reading' ? (
        <Button onClick={stop}>Stop</Button>
      ) : (
        <Button onClick={() => goOn()}>{state.status === 'ended' ? 'Read again' : 'Go on'}</Button>
      )}
    </div>
  );
}
