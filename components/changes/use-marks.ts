import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';
import { marksOf } from '#lib/api/changes/plan-marks';
import type { Marks } from '#lib/graph/plan/mark';

/** How the nodes of a graph stand to the plan that is shown. */
export function useMarks(plan: string | undefined): Marks | undefined {
  const record = useQuery({ ...livePlanQuery(plan ?? ''), enabled: plan !== undefined }).data?.record;
  return useMemo(
    () => (plan === undefined || record === undefined ? undefined : marksOf(record)),
    [plan, record],
  );
}
