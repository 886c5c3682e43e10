import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { staleAfterChange } from '#components/changes/request/stale-queries.ts';
import { problemOf } from '#components/ui/problem-of.ts';
import { createPlan } from '#lib/api/changes/plan-calls';
import { streamRun } from '#lib/api/changes/stream-run';
import type { PlanDocument, PlanRequest } from '#lib/api/contract/plan-contract';

/** One of several changes: what it is about, and how far it is. */
export type SeveralItem = { readonly name: string; readonly request: PlanRequest } & (
  | { readonly state: 'waiting' | 'planning' }
  | { readonly state: 'planned' | 'blocked' | 'running' | 'done'; readonly plan: PlanDocument }
  | { readonly state: 'failed'; readonly plan?: PlanDocument; readonly reason: string }
);

type Named = Pick<SeveralItem, 'name' | 'request'>;

/** Several changes, one after another: each has a plan of its own, and one that fails does not keep the others. */
export function useSeveral() {
  const [items, setItems] = useState<readonly SeveralItem[]>([]);
  const [phase, setPhase] = useState<'asked' | 'planning' | 'planned' | 'running' | 'ended'>('asked');
  const control = useRef<AbortController>(undefined);
  const queries = useQueryClient();

  const begin = () => {
    control.current?.abort();
    control.current = new AbortController();
    return control.current.signal;
  };

  const makePlans = async (named: readonly Named[]) => {
    const signal = begin();
    const known: SeveralItem[] = named.map((one) => ({ ...one, state: 'waiting' }));
    const put = (at: number, item: SeveralItem) => {
      known[at] = item;
      setItems([...known]);
    };
    setPhase('planning');
    setItems(known);
    for (const [at, one] of named.entries()) {
      put(at, { ...one, state: 'planning' });
      try {
        const plan = await createPlan(one.request, { signal });
        put(at, { ...one, plan, state: plan.blockers.length === 0 ? 'planned' : 'blocked' });
      } catch (error) {
        if (signal.aborted) return;
        put(at, { ...one, state: 'failed', reason: problemOf(error).detail });
      }
    }
    setPhase('planned');
  };

  const run = async () => {
    const signal = begin();
    const known = [...items];
    setPhase('running');
    for (const [at, item] of items.entries()) {
      if (item.state !== 'planned' || signal.aborted) continue;
      const { name, request, plan } = item;
      const put = (next: SeveralItem) => {
        known[at] = next;
        setItems([...known]);
      };
      put({ name, request, plan, state: 'running' });
      try {
        const reason = await runOne(plan);
        put({
          name,
          request,
          plan,
          ...(reason === undefined ? { state: 'done' } : { state: 'failed', reason }),
        });
      } catch (error) {
        put({ name, request, plan, state: 'failed', reason: problemOf(error).detail });
      }
    }
    setPhase('ended');
    for (const key of staleAfterChange) void queries.invalidateQueries({ queryKey: [key] });
  };

  return { items, phase, makePlans, run, /** Begins no further one. */ stop: () => control.current?.abort() };
}

/** Runs a plan to its end; why it did not end well, if it did not. */
async function runOne({ id, confirm }: PlanDocument): Promise<string | undefined> {
  let reason: string | undefined = 'Its end was not heard.';
  for await (const events of streamRun(id, confirm === undefined ? {} : { confirm })) {
    for (const event of events) {
      if (event.type !== 'end') continue;
      reason = event.state === 'done' ? undefined : (event.reason ?? `It was ${event.state}.`);
    }
  }
  return reason;
}
