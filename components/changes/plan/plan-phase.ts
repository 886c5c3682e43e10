import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import type { Problem } from '#lib/api/problems/problem';

/** What can be done with a plan: run it, cancel it, make it again, resume it, or only read its record. */
export type PlanPhase = 'planned' | 'running' | 'outdated' | 'resumable' | 'ended';

type RunState = { readonly isRunning: boolean; readonly problem: Problem | undefined };

/** The phase of a plan, from its record and the run that this page follows. */
export function planPhase({ state }: Pick<PlanRecordDocument, 'state'>, run: RunState): PlanPhase {
  if (run.isRunning || state === 'running') return 'running';
  // The server refuses with a conflict when the registry has changed since the plan.
  if (state === 'stopped' || run.problem?.status === 409) return 'outdated';
  if (state === 'planned') return 'planned';
  return state === 'done' ? 'ended' : 'resumable';
}

/** The sentence beside the buttons; empty where they need none. */
export function phaseNote(phase: PlanPhase): string {
  return {
    planned: 'Orrery runs only these steps.',
    running: 'The run continues when you close this page.',
    outdated: 'The registry has changed since this plan was made.',
    resumable: '',
    ended: '',
  }[phase];
}
