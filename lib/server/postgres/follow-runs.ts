import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Journal } from '#lib/server/plans/journal/journal';
import { interruptedRun } from '#lib/server/plans/journal/journal';
import { toSteps } from '#lib/server/plans/journal/rows';
import type { OtherReplicas } from '#lib/server/plans/run/other-replicas';
import { summarizeRun } from '#lib/server/plans/run/run-feed';
import { getLog } from '#lib/server/platform/log';
import type { RunEvent } from '#lib/transfer/record';
import { guardStore, isAway } from './guard-store.ts';
import { postgresLimits } from './limits.ts';
import type { Replica } from './replica.ts';
import { runsOfTheGone } from './replica.ts';
import type { RunSignals } from './run-signals.ts';
import { signalRun } from './run-signals.ts';
import type { Tables } from './tables.ts';

export type FollowParts = {
  readonly tables: Kysely<Tables>;
  readonly replica: Pick<Replica, 'id' | 'isReady' | 'join'>;
  readonly journal: Pick<Journal, 'find'>;
  readonly signals: Pick<RunSignals, 'listen'>;
  /** How long nothing is heard before the tables are looked at all the same. */
  readonly followMs?: number;
};

/** The runs of the other replicas: steps and the end as they write them, and the bytes that they tell in between. */
export function openOtherReplicas({
  tables,
  replica,
  journal,
  signals,
  followMs = postgresLimits.followMs,
}: FollowParts): OtherReplicas {
  const isLive = async (id: string): Promise<boolean> => {
    const row = await tables
      .selectFrom('plan')
      .select('id')
      .where('id', '=', id)
      .where('state', '=', 'running')
      .where('replica', '<>', replica.id)
      .where(sql<boolean>`NOT (${runsOfTheGone})`)
      .executeTakeFirst();
    return row !== undefined;
  };

  const cancel = async (id: string): Promise<void> => {
    const asked = tables.updateTable('plan').set({ is_cancelled: true }).where('id', '=', id);
    await asked.where('state', '=', 'running').execute();
    using listener = signals.listen(id);
    while (await isLive(id)) await listener.next(followMs);
  };

  const guarded = guardStore({ isLive, cancel }, replica.isReady);
  return {
    isLive: guarded.isLive,
    cancel: guarded.cancel,
    join: replica.join,
    tellProgress: progressTeller(tables),
    async *follow(id) {
      using listener = signals.listen(id);
      const began = performance.now();
      let turn = 0;
      while (true) {
        // Looked at before the steps, so that the last of them are not missed.
        const isRunning = await untilThere(() => isLive(id));
        const changed = await untilThere(() => stepsSince(tables, id, turn));
        turn = changed.turn;
        if (changed.events.length > 0) yield changed.events;
        if (!isRunning)
          return yield* endOf(await untilThere(() => journal.find(id)), performance.now() - began);
        const progress = await listener.next(followMs);
        if (progress.length > 0) yield progress;
      }
    },
  };
}

/** Of the bytes of a run the latest are told, now and then: who follows it sees that it moves. */
function progressTeller(tables: Kysely<Tables>): OtherReplicas['tellProgress'] {
  const toldAt = new LRUCache<string, number>({ max: postgresLimits.toldRunsMax });
  return (id, events) => {
    const latest = new Map(
      events.flatMap((event) => (event.type === 'progress' ? [[event.id, event] as const] : [])),
    );
    const now = performance.now();
    if (latest.size === 0 || now - (toldAt.get(id) ?? Number.NEGATIVE_INFINITY) < postgresLimits.progressMs)
      return;
    toldAt.set(id, now);
    signalRun(tables, id, [...latest.values()]).catch((err: unknown) =>
      getLog().debug({ err }, 'the bytes of a run could not be told'),
    );
  };
}

async function stepsSince(tables: Kysely<Tables>, plan: string, turn: number) {
  const rows = await tables
    .selectFrom('step')
    .select(['id as step', 'state', 'reason', 'code', 'bytes', 'turn'])
    .where('plan', '=', plan)
    .where('turn', '>', turn)
    .orderBy('turn')
    .execute();
  const events = Object.entries(toSteps(rows)).map(
    ([id, record]) => ({ type: 'step', id, ...record }) as const,
  );
  return { events, turn: rows.at(-1)?.turn ?? turn };
}

function* endOf(
  entry: Awaited<ReturnType<Journal['find']>>,
  milliseconds: number,
): Generator<readonly RunEvent[]> {
  if (entry === undefined) return;
  const { state } = entry.record;
  const ending = state === 'running' || state === 'planned' ? interruptedRun : { state };
  yield [summarizeRun({ ...entry.record, ...ending }, milliseconds)];
}

/** Who follows a run waits for a database that is away: the run itself may have gone on. */
async function untilThere<T>(ask: () => Promise<T>): Promise<T> {
  while (true) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error)) throw error;
      await wait(postgresLimits.beatMs);
    }
  }
}
