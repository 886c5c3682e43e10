import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { deletedPart } from '#components/changes/plan/run-outcome.ts';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';
import { planEffectsOf } from '#lib/api/changes/plan-effects';
import type { PlanEffects } from '#lib/graph/picture/picture';

/** What the plan beside the graph means for each node; undefined without a plan. */
export function usePlanEffects(plan: string | undefined): PlanEffects | undefined {
  const record = useRecord(plan);
  return useMemo(
    () => (plan === undefined || record === undefined ? undefined : planEffectsOf(record)),
    [plan, record],
  );
}

/** What the plan beside the graph deleted of this screen's subject; undefined when nothing. */
export function useDeletedPart(plan: string | undefined, screen: Parameters<typeof deletedPart>[1]) {
  const record = useRecord(plan);
  return record === undefined ? undefined : deletedPart(record, screen);
}

function useRecord(plan: string | undefined) {
  const { data } = useQuery({ ...livePlanQuery(plan ?? ''), enabled: plan !== undefined });
  return plan === undefined ? undefined : data?.record;
}
