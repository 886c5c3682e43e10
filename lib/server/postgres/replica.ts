import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { interruptedRun } from '#lib/server/plans/journal/journal';
import type { LocalRuns } from '#lib/server/plans/run/other-replicas';
import { getLog } from '#lib/server/platform/log';
import { postgresLimits } from './limits.ts';
import { readSchema } from './migrate.ts';
import type { Tables } from './tables.ts';

/** This process among those that share a database. */
export type Replica = {
  readonly id: string;
  /** False while the database does not answer, or when its schema has become too new. */
  readonly isReady: () => boolean;
  /** The time of the database in milliseconds since 1970, as of the last beat: the same at every replica. */
  readonly now: () => number;
  /** From then on runs of this process can be ended by others, and those that it has lost can be resumed. */
  readonly join: (runs: LocalRuns) => void;
  /** Tells the others at once, instead of after a silence. */
  readonly leave: () => Promise<void>;
};

/** What the others know of this process, and what is to be done now and then. */
type ReplicaOptions = {
  /** How its machine is called. */
  readonly name?: string;
  /** `host:port` where the others reach it; undefined where they do not. */
  readonly address?: string | undefined;
  readonly clean?: () => Promise<void>;
};

/** Makes this process known to the others, and says again and again that it lives. */
export async function enterReplica(
  tables: Kysely<Tables>,
  { name = '', address, clean = async () => {} }: ReplicaOptions = {},
): Promise<Replica> {
  const id = randomUUID();
  const row = { id, name, address: address ?? null };
  const leaving = new AbortController();
  const answers = watchAnswers();
  let runs: LocalRuns | undefined;
  let isFit = true;
  let aheadMs = 0;

  const beat = async () => {
    aheadMs = Number(await sayAlive(tables, row)) - Date.now();
    isFit = (await readSchema(tables)) !== 'too-new';
    if (runs !== undefined) await tendOwnRuns(tables, id, runs);
    // While the database was away nobody could say that they live.
    if (answers.sinceFailureMs() > postgresLimits.goneMs) await interruptRuns(tables, runsOfTheGone);
  };

  await beat();
  const beats = repeat(() => answers.watch(beat), postgresLimits.beatMs, leaving.signal);
  const cleaning = repeat(
    () => clean().catch((err: unknown) => getLog().debug({ err }, 'nothing could be cleaned')),
    postgresLimits.cleaningMs,
    leaving.signal,
  );
  return {
    id,
    isReady: () => isFit && answers.isAnswered(),
    now: () => Date.now() + aheadMs,
    join: (local) => {
      runs = local;
    },
    leave: async () => {
      leaving.abort();
      await Promise.all([beats, cleaning]);
      await tables
        .deleteFrom('replica')
        .where('id', '=', id)
        .execute()
        .catch((err: unknown) => getLog().debug({ err }, 'the database did not hear that this replica ends'));
    },
  };
}

/** Whether the database answers what it is asked now and then. What it does not answer is logged once. */
function watchAnswers() {
  let pendingSince: number | undefined;
  let lastFailure: number | undefined;
  let isFailing = false;
  return {
    watch: async (ask: () => Promise<void>): Promise<void> => {
      pendingSince = performance.now();
      try {
        await ask();
        if (isFailing) getLog().warn('the database answers again');
        isFailing = false;
      } catch (err) {
        if (!isFailing) getLog().error({ err }, 'the database does not answer');
        isFailing = true;
        lastFailure = performance.now();
      } finally {
        pendingSince = undefined;
      }
    },
    // Not by the age of the last answer: a process that was busy has not heard less of its database for that.
    isAnswered: () => {
      const waitedMs = pendingSince === undefined ? 0 : performance.now() - pendingSince;
      return !isFailing && waitedMs < postgresLimits.unansweredMs;
    },
    sinceFailureMs: () =>
      lastFailure === undefined ? Number.POSITIVE_INFINITY : performance.now() - lastFailure,
  };
}

/** True of plans whose replica has left, or has said nothing for too long. */
export const runsOfTheGone = sql<boolean>`plan.replica NOT IN (SELECT id FROM replica
  WHERE seen_at > now() - make_interval(secs => ${postgresLimits.goneMs / 1000}))`;

/** Gives the moment that the database has. */
async function sayAlive(
  tables: Kysely<Tables>,
  replica: { readonly id: string; readonly name: string; readonly address: string | null },
): Promise<Date> {
  const row = await tables
    .insertInto('replica')
    .values(replica)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: sql<Date>`now()` }))
    .returning('seen_at')
    .executeTakeFirstOrThrow();
  return row.seen_at;
}

/** Ends those that somebody cancelled elsewhere, and gives up those whose end could not be written when it came. */
async function tendOwnRuns(tables: Kysely<Tables>, id: string, runs: LocalRuns): Promise<void> {
  const own = tables.selectFrom('plan').select(['id', 'is_cancelled']).where('replica', '=', id);
  const rows = await own.execute();
  const liveIds = new Set(runs.liveIds());
  for (const row of rows) if (row.is_cancelled && liveIds.has(row.id)) void runs.cancel(row.id);
  const lost = rows.filter((row) => !liveIds.has(row.id)).map((row) => row.id);
  if (lost.length > 0)
    await interruptRuns(tables, sql<boolean>`plan.replica = ${id} AND plan.id = ANY (${lost})`);
}

async function interruptRuns(tables: Kysely<Tables>, which: ReturnType<typeof sql<boolean>>): Promise<void> {
  const { state, reason, code } = interruptedRun;
  await sql`WITH ended AS (
      UPDATE plan SET state = ${state}, reason = ${reason}, code = ${code}, replica = NULL
      WHERE state = 'running' AND ${which} RETURNING id)
    UPDATE step SET state = 'pending', turn = nextval('step_turn') FROM ended
    WHERE step.plan = ended.id AND step.state = 'started'`.execute(tables);
}

/** Does it again and again, with a pause between, until the signal. */
async function repeat(work: () => Promise<void>, pauseMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await wait(pauseMs, undefined, { signal, ref: false }).catch(() => signal.aborted);
    if (!signal.aborted) await work();
  }
}
