import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Journal, JournalEntryChange } from '#lib/server/plans/journal/journal';
import {
  formatBackups,
  parseBackups,
  toPlanRecord,
  toSteps,
  toSummary,
} from '#lib/server/plans/journal/rows';
import { limits } from '#lib/server/platform/limits';
import { StoreError } from '#lib/server/platform/store-error';
import { toStorable } from '#lib/text/storable-text';
import { transferLimits } from '#lib/transfer/limits';
import type { StepRecord } from '#lib/transfer/record';
import { runsOfTheGone } from './replica.ts';
import { signalRun } from './run-signals.ts';
import type { Tables } from './tables.ts';
import { uploadsOf } from './uploads-of.ts';

/**
 * The journal in PostgreSQL, as one replica writes it. A plan runs at one replica at a time: what another one has taken
 * over is written no more, so that a replica which was taken for gone does nothing further when it wakes.
 */
export function openPostgresJournal(tables: Kysely<Tables>, replica: string): Journal {
  return {
    add: async (owner, plan) => {
      const { id, action, created, expires } = plan;
      await forgetOld(tables);
      const texts = {
        title: toStorable(plan.title),
        content: JSON.stringify(plan),
        uploads: uploadsOf(plan),
      };
      const row = { id, owner, action, created, expires, ...texts, state: 'planned' };
      await tables.insertInto('plan').values(row).execute();
    },
    find: async (id) => {
      const columns = ['owner', 'content as plan', 'state', 'reason', 'code'] as const;
      const row = await tables.selectFrom('plan').select(columns).where('id', '=', id).executeTakeFirst();
      if (row === undefined) return undefined;
      const steps = await tables
        .selectFrom('step')
        .select(['id as step', 'state', 'reason', 'code', 'bytes'])
        .where('plan', '=', id)
        .execute();
      return { owner: row.owner, record: toPlanRecord(row, toSteps(steps)) };
    },
    recent: async (owners, max) => {
      const rows = await tables
        .selectFrom('plan')
        .select(['id', 'action', 'title', 'created', 'state'])
        .where('owner', 'in', owners)
        .orderBy('place', 'desc')
        .limit(max)
        .execute();
      return rows.map(toSummary);
    },
    write: (id, change) =>
      tables.transaction().execute(async (transaction) => {
        if (!(await hold(transaction, replica, id, change)))
          throw new StoreError('plan-taken', 'Another replica runs the plan.');
        await writeParts(transaction, id, change);
      }),
    backups: async (id) => {
      const rows = await tables.selectFrom('backup').selectAll().where('plan', '=', id).execute();
      return new Map(rows.map(({ step, manifests }) => [step, parseBackups(manifests)]));
    },
    uploadsInUse: async () => {
      const rows = await tables
        .selectFrom('plan')
        .select(sql<string>`DISTINCT unnest(uploads)`.as('upload'))
        .where('state', 'not in', ['done', 'stopped'])
        .execute();
      return new Set(rows.map(({ upload }) => upload));
    },
    // One that another replica has begun meanwhile stays.
    remove: async (id) => {
      await tables.deleteFrom('plan').where('id', '=', id).where('state', '<>', 'running').execute();
    },
    close: async () => {},
  };
}

/**
 * Locks a plan for this transaction and writes how its run stands. False when this replica may not write: another one
 * runs the plan, or took its run for left behind.
 */
async function hold(
  transaction: Transaction<Tables>,
  replica: string,
  id: string,
  { standing, steps = [], backups = [] }: JournalEntryChange,
): Promise<boolean> {
  const writesSteps = steps.length + backups.length > 0;
  if (standing === undefined) {
    const held = transaction.selectFrom('plan').select('id').where('id', '=', id).forUpdate();
    return (await held.where('replica', '=', replica).executeTakeFirst()) !== undefined;
  }
  const { state, reason, code } = standing;
  const isRunning = state === 'running';
  const update = transaction
    .updateTable('plan')
    .set({ state, reason: toStorable(reason), code: code ?? null, replica: isRunning ? replica : null })
    .$if(isRunning, (query) => query.set({ is_cancelled: false }))
    .where('id', '=', id);
  const result = await update
    .where((where) => {
      const isOurs = where('replica', '=', replica);
      if (isRunning) return where.or([isOurs, where('state', '<>', 'running'), runsOfTheGone]);
      return writesSteps ? isOurs : where.or([isOurs, where('replica', 'is', null)]);
    })
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

async function writeParts(
  transaction: Transaction<Tables>,
  id: string,
  change: JournalEntryChange,
): Promise<void> {
  await writeBackups(transaction, id, change);
  await writeSteps(transaction, id, change);
  await signalRun(transaction, id);
}

async function writeBackups(
  transaction: Transaction<Tables>,
  plan: string,
  { backups = [] }: JournalEntryChange,
): Promise<void> {
  for (const [step, manifests] of new Map(backups)) {
    if (manifests.length === 0) {
      await transaction.deleteFrom('backup').where('plan', '=', plan).where('step', '=', step).execute();
      continue;
    }
    const row = { plan, step, manifests: formatBackups(manifests) };
    await transaction
      .insertInto('backup')
      .values(row)
      .onConflict((conflict) => conflict.columns(['plan', 'step']).doUpdateSet({ manifests: row.manifests }))
      .execute();
  }
}

/** All in one statement each, however many there are. */
async function writeSteps(
  transaction: Transaction<Tables>,
  plan: string,
  change: JournalEntryChange,
): Promise<void> {
  const steps: readonly (readonly [string, StepRecord])[] = [...new Map(change.steps ?? [])];
  if (steps.length === 0) return;
  const ids = steps.map(([id]) => id);
  const states = steps.map(([, { state }]) => state);
  const reasons = steps.map(([, { reason }]) => toStorable(reason));
  const codes = steps.map(([, { code }]) => code ?? null);
  const bytes = steps.map(([, record]) => record.bytes ?? null);
  await sql`
    INSERT INTO step (plan, id, state, reason, code, bytes, turn)
    SELECT ${plan}, new.id, new.state, new.reason, new.code, new.bytes, nextval('step_turn')
    FROM unnest(${ids}::text[], ${states}::text[], ${reasons}::text[], ${codes}::text[], ${bytes}::bigint[])
      AS new (id, state, reason, code, bytes)
    ON CONFLICT (plan, id) DO UPDATE SET state = excluded.state, reason = excluded.reason, code = excluded.code,
      bytes = excluded.bytes, turn = excluded.turn`.execute(transaction);
  const ended = steps.filter(([, { state }]) => state === 'done' || state === 'skipped').map(([id]) => id);
  if (ended.length === 0) return;
  await transaction.deleteFrom('backup').where('plan', '=', plan).where('step', 'in', ended).execute();
}

/** The same rules as in the data folder. Rows that another replica is removing are left to it. */
async function forgetOld(tables: Kysely<Tables>): Promise<void> {
  await sql`DELETE FROM plan WHERE place IN (
    SELECT place FROM plan WHERE state = 'planned' AND (expires::timestamptz < (SELECT now() - interval '1 day') OR place <= (
      SELECT place FROM plan WHERE state = 'planned' ORDER BY place DESC OFFSET ${limits.plansNotBegunMax - 1} LIMIT 1))
    FOR UPDATE SKIP LOCKED)`.execute(tables);
  await sql`DELETE FROM plan WHERE place IN (
    SELECT place FROM plan WHERE state NOT IN ('planned', 'running')
      AND (created::timestamptz < (SELECT now() - make_interval(days => ${transferLimits.recordKeptDays})) OR place <= (
        SELECT place FROM plan WHERE state NOT IN ('planned', 'running')
        ORDER BY place DESC OFFSET ${limits.recordsMax} LIMIT 1))
    FOR UPDATE SKIP LOCKED)`.execute(tables);
}
