import type { PlanList, PlanRecordDocument } from '#lib/api/contract/plan-contract';
import { shortTarget } from '#lib/text/short-target';

type Summary = PlanList['plans'][number];

/** The runs that the header tells of. */
export type WatchedRuns = {
  readonly running: readonly Summary[];
  /** Those that were seen running and have ended, until somebody has read it. */
  readonly ended: readonly Summary[];
};

export const noRuns: WatchedRuns = { running: [], ended: [] };

/**
 * What is running now, and what has ended since. A run that was never seen running has nothing to tell, and one that is
 * `shown` on the page tells of itself.
 */
export function watchRuns(was: WatchedRuns, plans: readonly Summary[], shown: string | null): WatchedRuns {
  const running = plans.filter(({ state }) => state === 'running');
  const seen = new Set(was.running.map(({ id }) => id));
  const resumed = new Set(running.map(({ id }) => id));
  const ended = plans.filter(({ id, state }) => seen.has(id) && state !== 'running' && state !== 'planned');
  const all = [...was.ended.filter(({ id }) => !resumed.has(id)), ...ended];
  return { running, ended: all.filter(({ id }) => id !== shown) };
}

/** Whether a run that was under way is so no longer. */
export function hasEnded(was: WatchedRuns, now: WatchedRuns): boolean {
  const running = new Set(now.running.map(({ id }) => id));
  return was.running.some(({ id }) => !running.has(id));
}

/** The same once somebody has read how a run ended. */
export function withoutEnded(was: WatchedRuns, id: string): WatchedRuns {
  return { ...was, ended: was.ended.filter((run) => run.id !== id) };
}

/** The first word of a title for what is under way, and for what is done. */
const verbs: ReadonlyMap<string, readonly [now: string, done: string]> = new Map([
  ['Delete', ['Deleting', 'Deleted']],
  ['Remove', ['Removing', 'Removed']],
  ['Copy', ['Copying', 'Copied']],
  ['Move', ['Moving', 'Moved']],
  ['Attach', ['Attaching', 'Attached']],
  ['Push', ['Pushing', 'Pushed']],
  ['Make', ['Making', 'Made']],
  ['Tag', ['Tagging', 'Tagged']],
  ['Import', ['Importing', 'Imported']],
  ['Repair', ['Repairing', 'Repaired']],
] as const);

/** `Copying storefront:2.4.1 to localhost:5000/mirror, 12 of 30`: steps, of which those that were not needed count as done. */
export function runningText(run: Summary, record: PlanRecordDocument | undefined): string {
  if (record === undefined) return `${sentence(run, 0)}…`;
  const finished = Object.values(record.steps).filter(({ state }) => state === 'done' || state === 'skipped');
  const count = (value: number) => value.toLocaleString('en');
  return `${sentence(run, 0)}, ${count(finished.length)} of ${count(record.plan.steps.length)}`;
}

/** What a run did and where, or how else it ended: `Copied storefront:2.4.1 to localhost:5000/mirror`. */
export function endedText(run: Summary): string {
  switch (run.state) {
    case 'done':
      return sentence(run, 1);
    case 'failed':
      return `${sentence(run, 0)} failed`;
    case 'cancelled':
      return `${sentence(run, 0)} was cancelled`;
    default:
      return `${sentence(run, 0)} stopped: the registry has changed`;
  }
}

/** The title of a plan, which begins with its verb, as a sentence; of what is copied the name is enough, where it goes is said whole. */
function sentence({ title }: Summary, tense: 0 | 1): string {
  const [, verb = '', rest = ''] = /^(\w+) (.*)$/s.exec(shortTarget(title)) ?? [];
  const forms = verbs.get(verb);
  if (forms === undefined) return title;
  const short = verb === 'Copy' || verb === 'Move' ? rest.replace(/^\S+\/(?=\S+ to )/, '') : rest;
  return `${forms[tense]} ${short}`;
}
