import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';

const done = {
  delete: 'It is deleted',
  copy: 'It is copied',
  move: 'It is moved',
  attach: 'It is attached',
  tag: 'The tags are set',
  import: 'It is imported',
  repair: 'The list is repaired',
} as const satisfies Record<PlanRecordDocument['plan']['action'], string>;

/** One sentence for what became of a plan. */
export function resultTitle({ plan, state }: PlanRecordDocument): string {
  switch (state) {
    case 'planned':
      return 'Nothing has happened yet';
    case 'running':
      return 'It is being done';
    case 'done':
      return done[plan.action];
    case 'failed':
      return 'Something went wrong: the rest can go on';
    case 'cancelled':
      return 'It was cancelled: the rest can go on';
    case 'stopped':
      return 'It stopped: the plan no longer fits what is there';
    default:
      return state satisfies never;
  }
}

/** The request that puts tags back to what they pointed to before this plan moved them, one for each place; none when nothing moved. */
export function tagsToRestore({
  plan,
  steps,
}: PlanRecordDocument): readonly { ref: string; tags: string[] }[] {
  if (plan.action !== 'tag') return [];
  const back = new Map<string, string[]>();
  for (const { id, verb, target, was } of plan.steps) {
    const colon = target.lastIndexOf(':');
    if (verb !== 'tag' || was === undefined || was === null || steps[id]?.state !== 'done') continue;
    const ref = `${target.slice(0, colon)}@${was}`;
    back.set(ref, [...(back.get(ref) ?? []), target.slice(colon + 1)]);
  }
  return [...back].map(([ref, tags]) => ({ ref, tags }));
}
