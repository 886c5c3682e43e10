import { useQueryClient } from '@tanstack/react-query';
import { useReducer, useRef } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import { createPlan } from '#lib/api/changes/plan-calls';
import { refreshAfterChange } from '#lib/api/changes/refresh-after-change';
import { streamRun } from '#lib/api/changes/stream-run';
import type { PlanDocument } from '#lib/api/contract/plan-contract';
import type { SeveralItem, SeveralRequest } from './several-state.ts';
import { itemsOf, reduceSeveral } from './several-state.ts';

/** Several changes, one after another: each has a plan of its own, and one that fails does not stop the others. */
export function useSeveral() {
  const [state, dispatch] = useReducer(reduceSeveral, { phase: 'form' });
  const control = useRef<AbortController>(undefined);
  const queries = useQueryClient();
  const put = (item: SeveralItem) => dispatch({ type: 'item', item });
  const begin = () => {
    control.current?.abort();
    control.current = new AbortController();
    return control.current.signal;
  };

  const makePlans = async (requests: readonly SeveralRequest[]) => {
    const signal = begin();
    dispatch({ type: 'plan', requests });
    for (const one of requests) {
      put({ ...one, state: 'planning' });
      try {
        const plan = await createPlan(one.request, { signal });
        put({ ...one, plan, state: plan.blockers.length === 0 ? 'planned' : 'blocked' });
      } catch (error) {
        if (signal.aborted) return;
        put({ ...one, state: 'failed', reason: problemOf(error).detail });
      }
    }
    dispatch({ type: 'planned' });
  };

  const run = async () => {
    const signal = begin();
    dispatch({ type: 'run' });
    for (const item of itemsOf(state)) {
      if (item.state !== 'planned' || signal.aborted) continue;
      put({ ...item, state: 'running' });
      const reason = await runPlan(item.plan);
      put(reason === undefined ? { ...item, state: 'done' } : { ...item, state: 'failed', reason });
    }
    dispatch({ type: 'ended' });
    refreshAfterChange(queries);
  };

  return { state, makePlans, run, /** Starts no further one. */ stop: () => control.current?.abort() };
}

/** Runs a plan to its end; gives the reason when it did not end well. */
async function runPlan({ id, confirm }: PlanDocument): Promise<string | undefined> {
  let reason: string | undefined = 'The connection closed before the run ended.';
  try {
    for await (const events of streamRun(id, confirm === undefined ? {} : { confirm })) {
      for (const event of events) {
        if (event.type !== 'end') continue;
        reason = event.state === 'done' ? undefined : (event.reason ?? `The run ended as ${event.state}.`);
      }
    }
  } catch (error) {
    return problemOf(error).detail;
  }
  return reason;
}
