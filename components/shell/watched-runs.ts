import type { PlanList, PlanRecordDocument } from '#lib/api/contract/plan-contract';

type Summary = PlanList['plans'][number];

/** The runs that the header tells of. */
export type WatchedRuns = {
  readonly running: readonly Summary[];
  /** Those that were seen running and have ended, until somebody has read it. */
  readonly ended: readonly Summary[];
};

export const noRuns: WatchedRuns = { running: [], ended: [] };

/** What is running now, and what has ended since. A run that was never seen running has nothing to tell. */
export function watchRuns(was: WatchedRuns, plans: readonly Summary[]): WatchedRuns {
  const running = plans.filter(({ state }) => state === 'running');
  const seen = new Set(was.running.map(({ id }) => id));
  const resumed = new Set(running.map(({ id }) => id));
  const ended = plans.filter(({ id, state }) => seen.has(id) && state !== 'running' && state !== 'planned');
  return { running, ended: [...was.ended.filter(({ id }) => !resumed.has(id)), ...ended] };
}

/** The same once somebody has read how a run ended. */
export function withoutEnded(was: WatchedRuns, id: string): WatchedRuns {
  return { ...was, ended: was.ended.filter((run) => run.id !== id) };
}

const words = {
  delete: { now: 'Deleting', done: 'Deleted' },
  copy: { now: 'Copying', done: 'Copied' },
  move: { now: 'Moving', done: 'Moved' },
  attach: { now: 'Attaching', done: 'Attached' },
  tag: { now: 'Setting tags', done: 'Tags set' },
  import: { now: 'Importing', done: 'Imported' },
  repair: { now: 'Repairing', done: 'Repaired' },
} as const satisfies Record<Summary['action'], unknown>;

/** `Copying 12 of 30`: steps, of which those that were not needed count as done. */
export function runningText({ action }: Summary, record: PlanRecordDocument | undefined): string {
  if (record === undefined) return `${words[action].now}…`;
  const finished = Object.values(record.steps).filter(({ state }) => state === 'done' || state === 'skipped');
  const count = (value: number) => value.toLocaleString('en');
  return `${words[action].now} ${count(finished.length)} of ${count(record.plan.steps.length)}`;
}

/** How a run ended, in a few words. */
export function endedText({ action, state }: Summary): string {
  switch (state) {
    case 'done':
      return words[action].done;
    case 'failed':
      return `${words[action].now} failed`;
    case 'cancelled':
      return `${words[action].now} was cancelled`;
    default:
      return `${words[action].now} stopped: the registry has changed`;
  }
}
