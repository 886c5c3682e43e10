import type { WritingClient } from '#e2e/fakes/test-client';
import { createKeyedMutex } from '#lib/async/mutex';
import type { RunLimits } from '#lib/transfer/limits';
import { runLimits } from '#lib/transfer/limits';
import type { Plan, Step } from '#lib/transfer/plan';
import type { PlanRecord, RunEvent, StepRecord } from '#lib/transfer/record';
import { runPlan } from '#lib/transfer/run/run-plan';
import type { RunContext } from '#lib/transfer/run-context';
import type { RunEnvironment } from '#lib/transfer/run-environment';
import type { StepContext } from '#lib/transfer/step-context';

/** A world without chance, in which no time passes. */
export const stillWorld: RunEnvironment = {
  now: () => 0,
  delay: async (_, signal) => signal?.throwIfAborted(),
  random: () => 0.5,
  uuid: () => 'a-uuid',
  onError: (error) => {
    throw error;
  },
};

/** What a run needs, over one client for all registries. */
export function testContext(
  client: WritingClient | ((registry: string) => WritingClient),
  given: Partial<RunContext> = {},
): RunContext {
  const clients = typeof client === 'function' ? client : () => client;
  return {
    client: clients,
    recorder: { begin: async () => clients },
    upload: async () => undefined,
    archive: async () => 0,
    withLock: createKeyedMutex(),
    forget: () => {},
    signal: new AbortController().signal,
    ...given,
  };
}

/** What a step needs, over one client for all registries. */
export function testStepContext(client: WritingClient, given: Partial<StepContext> = {}): StepContext {
  const { forget: _, recorder: __, ...context } = testContext(client);
  const begin = async () => () => client;
  const { delay, random, uuid } = stillWorld;
  const fixed = { checksAtOnce: 4, isFirstTry: false, onBytes: () => {} };
  return { ...context, begin, delay, random, uuid, ...fixed, ...given };
}

/** A plan of these steps. */
export function planOf(steps: readonly Step[]): Plan {
  return {
    id: 'plan',
    action: 'repair',
    title: 'A plan of a test',
    request: { action: 'repair', ref: 'registry.example/acme/app' },
    steps,
    kept: [],
    warnings: [],
    blockers: [],
    totals: { steps: steps.length, manifests: 0, blobs: 0, bytes: 0 },
    created: '2026-01-01T00:00:00Z',
    expires: '2026-01-01T01:00:00Z',
  };
}

export type FinishedRun = {
  readonly events: readonly RunEvent[];
  /** As the record has them after the run: known before, or told by it. */
  readonly steps: PlanRecord['steps'];
  readonly end: Extract<RunEvent, { type: 'end' }>;
};

/** Runs a plan to its end. */
export async function runToEnd(
  plan: Plan,
  context: RunContext,
  known: PlanRecord['steps'] = {},
  limits: Partial<RunLimits> = {},
  world: RunEnvironment = stillWorld,
): Promise<FinishedRun> {
  const events: RunEvent[] = [];
  for await (const batch of runPlan(plan, known, context, { ...runLimits, ...limits }, world))
    events.push(...batch);
  const end = events.at(-1);
  if (end?.type !== 'end') throw new Error('The run has no end.');
  const records = new Map<string, StepRecord>(Object.entries(known));
  for (const event of events) {
    if (event.type !== 'step') continue;
    const { type: _, id, ...record } = event;
    records.set(id, record);
  }
  return { events, steps: Object.fromEntries(records), end };
}
