'use client';

import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { usePlanRequest } from '#components/changes/request/use-plan-request.ts';
import { IconButton } from '#components/ui/button';
import { CommandText } from '#components/ui/command-text';
import { CopyButton } from '#components/ui/copy-button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import type { LivePlan } from '#lib/api/changes/live-plan';
import { cancelPlan } from '#lib/api/changes/plan-calls';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import { changeCommand } from '#lib/commands/change-command';
import { shortTarget } from '#lib/text/short-target';
import { showHidden } from '#lib/text/untrusted-text';
import { NoticeList } from './notice-list.tsx';
import { PlanFooter, RunForm } from './plan-footer.tsx';
import type { PlanPhase } from './plan-phase.ts';
import { planPhase } from './plan-phase.ts';
import { RunBar } from './run-bar.tsx';
import type { PlanHandlers } from './run-outcome.ts';
import { RunResult } from './run-result.tsx';
import { stateLine } from './run-summary.ts';
import { StepList } from './step-list.tsx';
import { TotalsLine } from './totals-line.tsx';
import { useRun } from './use-run.ts';

type PlanViewProps = PlanHandlers & { readonly live: LivePlan };

/** One plan in any state: shown, running, or ended. */
export function PlanView({ live, onClose, onPlanned, onEnd, onSelect, drawn }: PlanViewProps) {
  const { record } = live;
  const { plan } = record;
  const run = useRun(live, onEnd);
  const planning = usePlanRequest(onPlanned);
  const cancel = useMutation({ mutationFn: () => cancelPlan(plan.id) });
  const phase = planPhase(record, run);
  const isRunning = phase === 'running';
  const accept = (code: string) =>
    planning.mutate({ ...plan.request, accept: [...(plan.request.accept ?? []), code] });
  const problems = [
    isRunning ? undefined : run.problem,
    planning.isError ? problemOf(planning.error) : undefined,
    cancel.isError ? problemOf(cancel.error) : undefined,
  ].filter((problem) => problem !== undefined);
  return (
    <>
      <PlanHeader live={live} phase={phase} drawn={drawn} onClose={onClose} />
      {isRunning ? (
        <RunBar live={live} />
      ) : record.state === 'planned' ? (
        <div className="max-h-[45%] shrink-0 overflow-auto">
          <NoticeList plan={plan} isBusy={planning.isPending} onAccept={accept} onSelect={onSelect} />
        </div>
      ) : (
        <RunResult live={live} />
      )}
      {problems.map((problem) => (
        <ProblemPanel
          key={`${problem.code} ${problem.requestId}`}
          problem={problem}
          className="mx-4 mb-3 shrink-0"
        />
      ))}
      <StepList record={record} onSelect={onSelect} />
      {phase === 'planned' ? (
        <RunForm plan={plan} onRun={run.start} onCancel={onClose} />
      ) : (
        <PlanFooter
          record={record}
          phase={phase}
          planning={planning}
          cancel={cancel}
          onResume={run.start}
          onClose={onClose}
        />
      )}
      <PlanCommand request={plan.request} />
    </>
  );
}

type PlanHeaderProps = {
  readonly live: LivePlan;
  readonly phase: PlanPhase;
  readonly drawn: PlanHandlers['drawn'];
  readonly onClose: () => void;
};

function PlanHeader({ live, phase, drawn, onClose }: PlanHeaderProps) {
  const { plan } = live.record;
  const shown =
    phase === 'running' ? { ...live, record: { ...live.record, state: 'running' as const } } : live;
  return (
    <header className="flex shrink-0 items-start gap-2 px-4 pt-3.5 pb-2.5">
      {/* Before the heading, which gets the focus: the tab key goes from there to what can be done. */}
      <IconButton label="Close the plan" onClick={onClose} className="order-last">
        <X size={16} aria-hidden="true" />
      </IconButton>
      <div className="min-w-0 grow">
        <p className="text-sm text-faint">{stateLine(shown, Date.now())}</p>
        <h2
          ref={useFocusAfter(phase)}
          data-plan={plan.id}
          tabIndex={-1}
          className="line-clamp-6 text-lg leading-tight font-semibold break-words outline-none"
          title={plan.title}
        >
          {shortTarget(showHidden(plan.title))}
        </h2>
        <div className="mt-1">
          <TotalsLine plan={plan} drawn={drawn} />
        </div>
      </div>
    </header>
  );
}

/** Takes the focus when a plan comes into another phase, and what had it is gone with the last one. */
function useFocusAfter(phase: PlanPhase) {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef(phase);
  // Syncs with the focus of the document.
  useEffect(() => {
    if (last.current !== phase && document.activeElement === document.body) heading.current?.focus();
    last.current = phase;
  }, [phase]);
  return heading;
}

/** The command of another tool that does what the plan does, or that there is no such command. */
function PlanCommand({ request }: { readonly request: PlanRequestDocument }) {
  const command = changeCommand(request);
  return (
    <div className="shrink-0 bg-surface px-4 pb-2.5 text-sm text-muted">
      {command === undefined ? (
        'No other tool has a command for this.'
      ) : (
        <>
          <p className="flex items-center justify-between">
            In a terminal <CopyButton text={command} label="Copy command" />
          </p>
          {/* Low windows keep their room for the steps. */}
          <CommandText text={command} className="block max-h-16 overflow-y-auto" />
        </>
      )}
    </div>
  );
}
