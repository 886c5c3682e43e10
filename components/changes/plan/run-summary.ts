import type { LivePlan } from '#lib/api/changes/live-plan';
import { progressOf } from '#lib/api/changes/live-plan';
import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import { formatAge, formatBytes, formatDuration } from '#lib/text/format';

const done = {
  delete: 'Deleted',
  copy: 'Copied',
  move: 'Moved',
  attach: 'Attached',
  tag: 'Tags set',
  import: 'Imported',
  repair: 'Referrers tag repaired',
} as const satisfies Record<PlanRecordDocument['plan']['action'], string>;

/** The result of a plan in one line. */
export function resultTitle({ plan, state }: PlanRecordDocument): string {
  switch (state) {
    case 'planned':
      return 'Not run yet';
    case 'running':
      return 'Running';
    case 'done':
      return done[plan.action];
    case 'failed':
      return 'Failed. You can resume the rest.';
    case 'cancelled':
      return 'Cancelled. You can resume the rest.';
    case 'stopped':
      return 'Stopped: the registry has changed since the plan.';
    default:
      return state satisfies never;
  }
}

const stateWords = {
  planned: 'Planned',
  running: 'Running',
  done: 'Done in',
  failed: 'Failed after',
  cancelled: 'Cancelled after',
  stopped: 'Stopped after',
} as const satisfies Record<PlanRecordDocument['state'], string>;

/** How far a plan is, how long its run took where this page has seen that, and how old it is: `Done in 0.4 s, planned 2 minutes ago`. */
export function stateLine({ record: { plan, state }, end }: LivePlan, now: number): string {
  const age = formatAge(plan.created, now) ?? 'some time ago';
  if (state === 'planned') return `${stateWords.planned} ${age}`;
  const words = stateWords[state];
  const outcome =
    state === 'running' || end === undefined ? words.split(' ')[0] : `${words} ${tookText(end.milliseconds)}`;
  return `${outcome}, planned ${age}`;
}

function tookText(milliseconds: number): string {
  if (milliseconds < 100) return 'less than 0.1 s';
  const seconds = milliseconds / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : formatDuration(seconds);
}

/** How many steps are done and what was moved: `3 of 3 steps · 12 MB transferred`. */
export function runCounts(live: LivePlan): string {
  const { finished, failed, total, bytes } = progressOf(live);
  const skipped = Object.values(live.record.steps).filter(({ state }) => state === 'skipped').length;
  return [
    `${finished.toLocaleString('en')} of ${total.toLocaleString('en')} steps`,
    skipped === 0 ? undefined : `${skipped.toLocaleString('en')} not needed`,
    failed === 0 ? undefined : `${failed.toLocaleString('en')} failed`,
    bytes === 0
      ? undefined
      : `${formatBytes(bytes)} ${live.record.plan.action === 'delete' ? 'archived' : 'transferred'}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** What steps that succeeded say about the registry, each sentence once. */
export function stepRemarks({ plan, steps }: PlanRecordDocument): readonly string[] {
  const remarks = plan.steps.flatMap(({ id, verb }) => {
    const record = steps[id];
    const mayRemark =
      verb === 'list-referrers' || verb === 'push-manifest' || verb === 'untag-by-placeholder';
    return mayRemark && record?.state === 'done' && record.reason !== undefined ? [record.reason] : [];
  });
  return [...new Set(remarks)];
}
