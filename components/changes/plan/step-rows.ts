import type { PlanRecordDocument, PlanStep } from '#lib/api/contract/plan-contract';
import type { Digest } from '#lib/oci/digest';

type StepRecord = PlanRecordDocument['steps'][string];
type Verb = PlanStep['verb'];

/** One line of a plan: the head of a group, a step, or something that is kept. */
export type StepRow = { readonly id: string } & (
  | {
      readonly type: 'group';
      readonly title: string;
      readonly count: number;
      readonly finished: number;
      readonly isOpen: boolean;
    }
  | { readonly type: 'step'; readonly step: PlanStep; readonly record: StepRecord | undefined }
  | { readonly type: 'kept'; readonly digest: Digest; readonly why: string }
);

export const verbTitles = {
  archive: 'Archive',
  'copy-blob': 'Copy blobs',
  'push-blob': 'Push blobs',
  'copy-manifest': 'Copy manifests',
  'push-manifest': 'Push manifests',
  'list-referrers': 'Update referrers lists',
  'unlist-referrers': 'Remove entries from referrers lists',
  tag: 'Set tags',
  untag: 'Remove tags',
  'untag-by-placeholder': 'Remove tags through a placeholder',
  'delete-manifest': 'Delete manifests',
  verify: 'Verify the result',
} as const satisfies Record<Verb, string>;

/** The lines of a plan: steps by verb, then what is kept. `closed` names the groups that show no lines. */
export function stepRows(
  { plan, steps }: PlanRecordDocument,
  closed: ReadonlySet<string>,
): readonly StepRow[] {
  const groups = new Map<Verb, PlanStep[]>();
  for (const step of plan.steps) {
    const members = groups.get(step.verb) ?? [];
    members.push(step);
    groups.set(step.verb, members);
  }
  const rows = [...groups].flatMap(([verb, members]): readonly StepRow[] => {
    const isOpen = !closed.has(verb);
    const finished = members.filter(({ id }) => isFinished(steps[id])).length;
    const head = { type: 'group', id: verb, title: verbTitles[verb], isOpen } as const;
    const lines = isOpen
      ? members.map(
          (step) => ({ type: 'step', id: `step ${step.id}`, step, record: steps[step.id] }) as const,
        )
      : [];
    return [{ ...head, count: members.length, finished }, ...lines];
  });
  return [...rows, ...keptRows(plan.kept, !closed.has('kept'))];
}

function keptRows(kept: PlanRecordDocument['plan']['kept'], isOpen: boolean): readonly StepRow[] {
  if (kept.length === 0) return [];
  const lines = kept.map(({ digest, why }) => ({ type: 'kept', id: `kept ${digest}`, digest, why }) as const);
  return [
    {
      type: 'group',
      id: 'kept',
      title: 'Kept',
      count: kept.length,
      finished: 0,
      isOpen,
    },
    ...(isOpen ? lines : []),
  ];
}

function isFinished(record: StepRecord | undefined): boolean {
  return record?.state === 'done' || record?.state === 'skipped';
}
