'use client';

import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { usePlanRequest } from '#components/changes/request/use-plan-request.ts';
import { Button, IconButton } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import type { LivePlan } from '#lib/api/changes/live-plan';
import { cancelPlan } from '#lib/api/changes/plan-calls';
import { formatAge } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { NoticeList } from './notice-list.tsx';
import { PlanCommand } from './plan-command.tsx';
import type { PlanHandlers } from './plan-handlers.ts';
import { RunBar } from './run-bar.tsx';
import { RunForm } from './run-form.tsx';
import { RunResult } from './run-result.tsx';
import { tagsToRestore } from './run-summary.ts';
import { shortTarget } from './short-target.ts';
import { StepList } from './step-list.tsx';
import { TotalsLine } from './totals-line.tsx';
import { useRun } from './use-run.ts';

type PlanViewProps = PlanHandlers & { readonly live: LivePlan };

/** One plan in whatever state it is: shown, under way, or ended. */
export function PlanView({ live, onClose, onPlanned, onEnd, onSelect }: PlanViewProps) {
  const { record } = live;
  const { plan } = record;
  const run = useRun(live, onEnd);
  const planning = usePlanRequest(onPlanned);
  const cancel = useMutation({ mutationFn: () => cancelPlan(plan.id) });
  const isRunning = run.isRunning || record.state === 'running';
  const isOutdated = record.state === 'stopped' || run.problem?.status === 409;
  const accept = (code: string) =>
    planning.mutate({ ...plan.request, accept: [...(plan.request.accept ?? []), code] });
  const back = tagsToRestore(record);
  return (
    <>
      <header className="flex shrink-0 items-start gap-2 px-4 pt-3.5 pb-2.5">
        <div className="min-w-0 grow">
          <p className="text-sm text-faint">
            {stateWords[isRunning ? 'running' : record.state]} · {formatAge(plan.created, Date.now())}
          </p>
          <h2 className="line-clamp-3 text-lg leading-tight font-semibold break-words" title={plan.title}>
            {shortTarget(showHidden(plan.title))}
          </h2>
          <div className="mt-1">
            <TotalsLine plan={plan} />
          </div>
        </div>
        <IconButton label="Close the plan" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </header>
      {record.state === 'planned' && !isRunning ? (
        <div className="max-h-[45%] shrink-0 overflow-auto">
          <NoticeList plan={plan} isBusy={planning.isPending} onAccept={accept} onSelect={onSelect} />
        </div>
      ) : null}
      {isRunning ? <RunBar live={live} /> : null}
      {record.state === 'planned' || isRunning ? null : <RunResult live={live} />}
      {run.problem === undefined || isRunning ? null : (
        <ProblemPanel problem={run.problem} className="mx-4 mb-3 shrink-0" />
      )}
      {planning.isError ? (
        <ProblemPanel problem={problemOf(planning.error)} className="mx-4 mb-3 shrink-0" />
      ) : null}
      {cancel.isError ? (
        <ProblemPanel problem={problemOf(cancel.error)} className="mx-4 mb-3 shrink-0" />
      ) : null}
      <StepList record={record} onSelect={onSelect} />
      <PlanCommand request={plan.request} />
      {record.state === 'planned' && !isRunning && !isOutdated ? (
        <RunForm plan={plan} onRun={run.start} onCancel={onClose} />
      ) : (
        <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-t border-line bg-surface px-4 py-3">
          <p className="mr-auto min-w-0 text-sm text-muted">{footWords(isRunning, isOutdated)}</p>
          {isRunning ? (
            <Button onClick={() => cancel.mutate()} disabled={cancel.isPending || cancel.isSuccess}>
              {cancel.isPending || cancel.isSuccess ? 'Cancelling…' : 'Cancel'}
            </Button>
          ) : (
            <>
              <Button look="quiet" onClick={onClose}>
                Close
              </Button>
              {back.map((request) => (
                <Button
                  key={request.ref}
                  disabled={planning.isPending}
                  title={`${request.tags.join(', ')} back to ${request.ref}`}
                  onClick={() => planning.mutate({ action: 'tag', ...request })}
                >
                  {back.length === 1 ? 'Put it back…' : `Put ${request.tags.join(', ')} back…`}
                </Button>
              ))}
              {isOutdated ? (
                <Button
                  look="primary"
                  disabled={planning.isPending}
                  onClick={() => planning.mutate(plan.request)}
                >
                  {planning.isPending ? 'Planning…' : 'Plan again'}
                </Button>
              ) : null}
              {!isOutdated && (record.state === 'failed' || record.state === 'cancelled') ? (
                <Button look="primary" onClick={run.start}>
                  Go on
                </Button>
              ) : null}
            </>
          )}
        </div>
      )}
    </>
  );
}

const stateWords = {
  planned: 'Plan',
  running: 'Under way',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  stopped: 'Stopped',
} as const satisfies Record<LivePlan['record']['state'], string>;

function footWords(isRunning: boolean, isOutdated: boolean): string {
  if (isRunning) return 'It goes on when this page is closed.';
  return isOutdated ? 'A new plan looks at what is there now.' : '';
}
