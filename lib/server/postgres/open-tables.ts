import { Kysely, PostgresDialect } from 'kysely';
import type { CustomTypesConfig } from 'pg';
import { Pool, types } from 'pg';
import { getLog } from '#lib/server/platform/log';
import { getMetrics } from '#lib/server/platform/metrics';
import { postgresLimits } from './limits.ts';
import type { Tables } from './tables.ts';

/** The tables of a database; connections are opened as they are needed. `destroy` closes them. */
export function openTables(url: string): Kysely<Tables> {
  const pool = new Pool({
    connectionString: url,
    application_name: 'orrery',
    max: postgresLimits.connectionsMax,
    idleTimeoutMillis: postgresLimits.connectionIdleMs,
    connectionTimeoutMillis: postgresLimits.connectTimeoutMs,
    statement_timeout: postgresLimits.statementTimeoutMs,
    query_timeout: postgresLimits.statementTimeoutMs,
    idle_in_transaction_session_timeout: postgresLimits.abandonedTransactionMs,
    // Compiling a question to the inventory takes up to ten times as long as answering it.
    options: '-c jit=off',
    keepAlive: true,
    types: numbersForBigints,
  });
  // A connection that breaks while nobody uses it, or between two statements of a transaction, would otherwise end the
  // process: the pool listens to neither.
  const onBroken = (err: Error) => getLog().debug({ err }, 'a connection to the database broke');
  pool.on('error', onBroken);
  pool.on('connect', (client) => client.on('error', onBroken));
  pools.add(pool);
  getMetrics().watch(
    'orrery_database_connections',
    'Connections to the database, apart from those of the queue; waiting are requests for one.',
    countConnections,
  );
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Those of this process: what replicas share and the inventory have one each. */
const pools = new Set<Pool>();

function countConnections() {
  const counts = { busy: 0, idle: 0, waiting: 0 };
  for (const pool of pools) {
    if (pool.ended) pools.delete(pool);
    counts.busy += pool.totalCount - pool.idleCount;
    counts.idle += pool.idleCount;
    counts.waiting += pool.waitingCount;
  }
  return counts;
}

// Places, rows and bytes stay far below 2^53.
const numbersForBigints: CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)),
};
