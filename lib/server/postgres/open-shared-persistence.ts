import { hostname } from 'node:os';
import type { Kysely } from 'kysely';
import type { Delay } from '#lib/async/timeout';
import { delay } from '#lib/async/timeout';
import type { Secret } from '#lib/registry/auth/credential';
import type { AuditStore } from '#lib/server/audits/audit-store';
import { createAuditCheck } from '#lib/server/plans/audit/audit-check';
import type { AuditVerdict } from '#lib/server/plans/audit/verify-audit';
import type { Persistence } from '#lib/server/plans/open-persistence';
import { clearArchives } from '#lib/server/plans/run/archives';
import { getLog } from '#lib/server/platform/log';
import type { AttemptStore } from '#lib/server/platform/shared-rate-limit';
import { StartError } from '#lib/server/platform/start-error';
import type { QuestionStore } from '#lib/server/questions/question-store';
import { teamLimits } from '#lib/server/sessions/limits';
import { describeDatabase } from './describe-database.ts';
import { openOtherReplicas } from './follow-runs.ts';
import { guardStore, isAway } from './guard-store.ts';
import { postgresLimits } from './limits.ts';
import { migrate, readSchema } from './migrate.ts';
import { openTables } from './open-tables.ts';
import { openPostgresAttempts, removeOldAttempts } from './postgres-attempts.ts';
import { openPostgresAuditLog } from './postgres-audit-log.ts';
import { openPostgresAudits } from './postgres-audit-store.ts';
import { claimHoldings, heldIn, openPostgresHoldings, removeOldHoldings } from './postgres-holdings.ts';
import { openPostgresJournal } from './postgres-journal.ts';
import { openPostgresOnce } from './postgres-once.ts';
import { openPostgresQuestions } from './postgres-questions.ts';
import { openPostgresServiceAccounts } from './postgres-service-accounts.ts';
import { openPostgresSessions } from './postgres-sessions.ts';
import { enterReplica } from './replica.ts';
import { openRunSignals } from './run-signals.ts';
import type { Tables } from './tables.ts';
import { ago } from './time-spans.ts';

/** The records of all replicas, and what else they share. */
type SharedPersistence = Persistence & {
  readonly audits: AuditStore;
  readonly questions: QuestionStore;
  readonly attempts: AttemptStore;
};

export type SharedPersistenceOptions = {
  readonly databaseUrl: Secret;
  /** Archives and uploads lie in this folder of the replica; an absolute path. */
  readonly dataDir: string;
  /** `host:port` where other replicas reach this one. */
  readonly address?: string | undefined;
  /** Gets each row of the audit log that this replica has written, as a line of JSON. */
  readonly onAuditLine: (line: string) => void;
  /** Goes by in tests as they say. */
  readonly clock?: Clock;
};

type Clock = { readonly now: () => number; readonly delay: Delay };

const realClock: Clock = { now: () => performance.now(), delay };

/**
 * Opens what replicas share in PostgreSQL, and brings the schema up to date where that is needed. While the database is
 * away it is tried again, for a minute.
 *
 * @throws StartError `database`
 */
export async function openSharedPersistence(options: SharedPersistenceOptions): Promise<SharedPersistence> {
  const { databaseUrl, dataDir, address, onAuditLine } = options;
  const tables = openTables(databaseUrl.reveal());
  try {
    await untilThere(databaseUrl, () => prepareSchema(tables), options.clock);
    const signals = openRunSignals(databaseUrl.reveal());
    const sessions = openPostgresSessions(tables);
    const once = openPostgresOnce(tables);
    const clean = async () => {
      await sessions.removeEnded(teamLimits.idleMs);
      await once.removeOld();
      await removeOldHoldings(tables);
      await removeOldAttempts(tables);
      const forgotten = ago(postgresLimits.forgottenMs);
      await tables.deleteFrom('replica').where('seen_at', '<', forgotten).execute();
    };
    const name = hostname();
    const replica = await enterReplica(tables, { name, address, clean });
    const holdings = openPostgresHoldings(tables, { id: replica.id, name });
    await claimHoldings(tables, { id: replica.id, name }, await heldIn(dataDir));
    const guarded = <Store extends Parameters<typeof guardStore>[0]>(store: Store) =>
      guardStore(store, replica.isReady);
    const journal = guarded(openPostgresJournal(tables, replica.id));
    const audit = openPostgresAuditLog(tables, (lines) => lines.forEach(onAuditLine));
    const auditLog = guarded(audit);
    const { describe } = guarded({ describe: () => describeDatabase(tables, replica.id) });
    await clearArchives(dataDir, async (id) => (await journal.find(id)) !== undefined, { unfinished: true });
    return {
      journal,
      auditLog,
      auditCheck: createAuditCheck(auditLog, replica.now),
      others: openOtherReplicas({ tables, replica, journal, signals }),
      team: {
        sessions: guarded(sessions),
        once: guarded(once),
        accounts: guarded(openPostgresServiceAccounts(tables)),
        now: replica.now,
      },
      holdings: guarded(holdings),
      audits: guarded(openPostgresAudits(tables)),
      questions: guarded(openPostgresQuestions(tables)),
      attempts: guarded({ count: openPostgresAttempts(tables) }).count,
      isReady: replica.isReady,
      now: replica.now,
      describe,
      close: async () => {
        await audit.close();
        await signals.close();
        await replica.leave();
        await tables.destroy();
      },
    };
  } catch (error) {
    await tables.destroy();
    throw error;
  }
}

/**
 * Brings the schema up to date and does nothing else, as a job of its own before replicas start.
 *
 * @throws StartError `database`
 */
export async function migrateDatabase(databaseUrl: Secret): Promise<void> {
  const tables = openTables(databaseUrl.reveal());
  await untilThere(databaseUrl, () => prepareSchema(tables)).finally(() => tables.destroy());
}

/** Reads the whole audit log of a database and changes nothing. */
export async function verifySharedAudit(databaseUrl: Secret): Promise<AuditVerdict> {
  const tables = openTables(databaseUrl.reveal());
  return await openPostgresAuditLog(tables)
    .verify()
    .finally(() => tables.destroy());
}

// A replica whose user may create no tables starts all the same where a job of its own has migrated before.
async function prepareSchema(tables: Kysely<Tables>): Promise<void> {
  const found = await readSchema(tables);
  const state = found === 'behind' ? await migrate(tables) : found;
  if (state !== 'too-new') return;
  const message =
    'A newer Orrery has changed the database so that this one cannot work on it. Start the newer one.';
  throw new StartError('database', message);
}

async function untilThere(
  databaseUrl: Secret,
  open: () => Promise<void>,
  { now, delay: wait }: Clock = realClock,
): Promise<void> {
  const { host } = new URL(databaseUrl.reveal());
  const deadline = now() + postgresLimits.startPatienceMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await open();
    } catch (cause) {
      if (cause instanceof StartError) throw cause;
      const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(cause);
      const message = `The database at ${host} cannot be used: ${reason}. Check ORRERY_DATABASE_URL.`;
      if (!isAway(cause) || now() > deadline) throw new StartError('database', message, { cause });
      if (attempt === 1) getLog().error({ host }, 'the database does not answer; trying again for a minute');
      await wait(postgresLimits.beatMs);
    }
  }
}
