import type { PlanDraft, Step } from '#lib/transfer/plan';

/**
 * A copy followed by the deletion at its source, which starts after every digest at the target is verified. A blocker of
 * either blocks both.
 */
export function planMove(title: string, copy: PlanDraft, deletion: PlanDraft): PlanDraft {
  const last = copy.steps.at(-1)?.id;
  const later = deletion.steps.map(
    (step): Step => ({
      ...step,
      id: `source-${step.id}`,
      after: [...(last === undefined ? [] : [last]), ...step.after.map((id) => `source-${id}`)],
    }),
  );
  const { freedBytes } = deletion.totals;
  return {
    ...copy,
    title,
    steps: [...copy.steps, ...later],
    kept: deletion.kept,
    warnings: [...copy.warnings, ...deletion.warnings],
    blockers: [...copy.blockers, ...deletion.blockers],
    ...(deletion.confirm === undefined ? {} : { confirm: deletion.confirm }),
    totals: {
      ...copy.totals,
      steps: copy.steps.length + later.length,
      ...(freedBytes === undefined ? {} : { freedBytes }),
    },
  };
}
