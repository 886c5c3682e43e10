import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toLivePlan } from '#lib/api/changes/live-plan';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';
import { createPlan, uploadArchive } from '#lib/api/changes/plan-calls';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';

/** Asks the server for a plan, puts it where the panel reads it, and gives its id to `onPlanned`. */
export function usePlanRequest(onPlanned: (id: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (asked: PlanRequestDocument | PutBack) =>
      createPlan(asked.action === 'put-back' ? await importOf(asked) : asked),
    onSuccess: (plan) => {
      const live = toLivePlan({ plan, state: 'planned', steps: {} });
      queries.setQueryData(livePlanQuery(plan.id).queryKey, live);
      void queries.invalidateQueries({ queryKey: ['plans'] });
      onPlanned(plan.id);
    },
  });
}

/** Brings back into `to` (`host/name`) what a plan archived before it deleted. */
export type PutBack = { readonly action: 'put-back'; readonly plan: string; readonly to: string };

async function importOf({ plan, to }: PutBack): Promise<PlanRequestDocument> {
  const { id } = await uploadArchive(plan);
  return { action: 'import', source: 'upload', upload: id, to };
}
