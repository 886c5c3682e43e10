import { refuse } from '#lib/server/platform/refuse';
import type { PlanRecord } from '#lib/transfer/record';

/** Throws the reason why a plan may not be run, or not go on, as far as its record tells. */
export function judgeRun(record: PlanRecord, confirm: string | undefined, now: number): void {
  const { plan, state } = record;
  if (state === 'stopped') throw refuse('plan-outdated', record.reason ?? 'The plan no longer fits.');
  const [blocker] = plan.blockers;
  if (blocker !== undefined) throw refuse('plan-blocked', blocker.text);
  // Confirmed and in time is what was begun: going on with it asks for neither again.
  if (state !== 'planned') return;
  if (Date.parse(plan.expires) <= now)
    throw refuse('plan-expired', `The plan was good until ${plan.expires}.`);
  if (plan.confirm !== undefined && plan.confirm !== confirm)
    throw refuse('confirmation-missing', `Type ${JSON.stringify(plan.confirm)} to confirm this plan.`);
}
