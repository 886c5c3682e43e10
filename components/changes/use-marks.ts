import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { goneOf } from '#components/changes/plan/outcome.ts';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';
import { marksOf } from '#lib/api/changes/plan-marks';
import type { PlanEffects } from '#lib/graph/picture/plan-effect';

/** How the nodes of a graph stand to the plan that is shown. */
export function useMarks(plan: string | undefined): PlanEffects | undefined {
  const record = useRecord(plan);
  return useMemo(
    () => (plan === undefined || record === undefined ? undefined : marksOf(record)),
    [plan, record],
  );
}

/** Whether the plan that is shown took away what this screen is about. */
export function useGone(plan: string | undefined, screen: Parameters<typeof goneOf>[1]) {
  const record = useRecord(plan);
  return record === undefined ? undefined : goneOf(record, screen);
}

function useRecord(plan: string | undefined) {
  const { data } = useQuery({ ...livePlanQuery(plan ?? ''), enabled: plan !== undefined });
  return plan === undefined ? undefined : data?.record;
}
