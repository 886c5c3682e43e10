import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { EmbeddedDatabase } from './embedded-database.ts';

/** Kysely over the database of this machine: it has one connection, which a transaction holds until it ends. */
export function openKysely(database: EmbeddedDatabase): Kysely<unknown> {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createDriver(database),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely<unknown>({ dialect });
}

function createDriver({ acquire, run }: EmbeddedDatabase): Driver {
  const releases = new WeakMap<DatabaseConnection, () => void>();
  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const release = await acquire();
      const connection: DatabaseConnection = {
        executeQuery: async ({ sql, parameters }) => {
          const { rows, changed } = await run(sql, parameters);
          return { rows: rows as never[], numAffectedRows: BigInt(changed) };
        },
        streamQuery: () => {
          throw new Error('Rows come all at once here.');
        },
      };
      releases.set(connection, release);
      return connection;
    },
    beginTransaction: async () => void (await run('BEGIN')),
    commitTransaction: async () => void (await run('COMMIT')),
    rollbackTransaction: async () => void (await run('ROLLBACK')),
    releaseConnection: async (connection) => releases.get(connection)?.(),
    destroy: async () => undefined,
  };
}
