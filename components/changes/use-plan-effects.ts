import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { deletedPart } from '#components/changes/plan/run-outcome.ts';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';
import { planEffectsOf } from '#lib/api/changes/plan-effects';
import { retentionQuery } from '#lib/api/changes/retention-query';
import type { PlanEffects } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';

/** What the plan beside the graph means for each node, else what retention rules would; undefined without either. */
export function usePlanEffects(repository: string, { plan, keep }: View): PlanEffects | undefined {
  const record = useRecord(plan);
  const retention = useQuery({ ...retentionQuery(repository, keep ?? ''), enabled: keep !== undefined });
  const byRules = keep === undefined ? undefined : retention.data?.effects;
  return useMemo(
    () => (plan === undefined || record === undefined ? byRules : planEffectsOf(record)),
    [plan, record, byRules],
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
