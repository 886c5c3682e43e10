import type { LivePlan } from '#lib/api/changes/live-plan';
import { progressOf } from '#lib/api/changes/live-plan';
import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import { formatBytes, formatDuration } from '#lib/text/format';

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

/** How many steps are done, what was moved and how long it took: `3 of 3 steps · 12 MB transferred · in 4 s`. */
export function runCounts(live: LivePlan): string {
  const { finished, failed, total, bytes } = progressOf(live);
  const skipped = Object.values(live.record.steps).filter(({ state }) => state === 'skipped').length;
  return [
    `${finished.toLocaleString('en')} of ${total.toLocaleString('en')} steps`,
    skipped === 0 ? undefined : `${skipped.toLocaleString('en')} not needed`,
    failed === 0 ? undefined : `${failed.toLocaleString('en')} failed`,
    bytes === 0 ? undefined : `${formatBytes(bytes)} transferred`,
    live.end === undefined ? undefined : `in ${formatDuration(live.end.milliseconds / 1000)}`,
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
