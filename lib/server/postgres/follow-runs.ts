import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Journal } from '#lib/server/plans/journal/journal';
import { interruptedRun } from '#lib/server/plans/journal/journal';
import { toSteps } from '#lib/server/plans/journal/rows';
import type { OtherReplicas } from '#lib/server/plans/run/other-replicas';
import { summarizeRun } from '#lib/server/plans/run/run-feed';
import type { RunEvent } from '#lib/transfer/record';
import { guardStore, isAway } from './guard-store.ts';
import { postgresLimits } from './limits.ts';
import type { Replica } from './replica.ts';
import { runsOfTheGone } from './replica.ts';
import type { Tables } from './tables.ts';

/** The runs of the other replicas, read from what they write: the steps, and the end, but no bytes in between. */
export function openOtherReplicas(
  tables: Kysely<Tables>,
  replica: Pick<Replica, 'id' | 'isReady' | 'join'>,
  journal: Pick<Journal, 'find'>,
): OtherReplicas {
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
    while (await isLive(id)) await wait(postgresLimits.followMs);
  };

  const guarded = guardStore({ isLive, cancel }, replica.isReady);
  return {
    isLive: guarded.isLive,
    cancel: guarded.cancel,
    join: replica.join,
    async *follow(id) {
      const began = performance.now();
      let turn = 0;
      while (true) {
        // Looked at before the steps, so that the last of them are not missed.
        const isRunning = await untilThere(() => isLive(id));
        const changed = await untilThere(() => stepsSince(tables, id, turn));
        turn = changed.turn;
        if (changed.events.length > 0) yield changed.events;
        if (isRunning) await wait(postgresLimits.followMs);
        else return yield* endOf(await untilThere(() => journal.find(id)), performance.now() - began);
      }
    },
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
