import { describe } from 'vitest';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { describeServiceAccountStore } from '#e2e/suites/describe-service-account-store';
import { describeOnceStore, describeSessionStore } from '#e2e/suites/describe-session-store';
import { migrate } from './migrate.ts';
import { openPostgresOnce } from './postgres-once.ts';
import { openPostgresServiceAccounts } from './postgres-service-accounts.ts';
import { openPostgresSessions } from './postgres-sessions.ts';

async function openMigrated() {
  const database = await openScratchDatabase();
  await migrate(database.tables);
  return database;
}

describe.skipIf(testDatabaseUrl === undefined)('in a database', () => {
  describeSessionStore('in PostgreSQL', async () => {
    const { tables, pass, remove } = await openMigrated();
    return { open: async () => openPostgresSessions(tables), pass, remove };
  });
  describeServiceAccountStore('in PostgreSQL', async () => {
    const { tables, pass, remove } = await openMigrated();
    return { open: async () => openPostgresServiceAccounts(tables), pass, remove };
  });
  describeOnceStore('in PostgreSQL', async () => {
    const { tables, pass, remove } = await openMigrated();
    return { open: async () => openPostgresOnce(tables), pass, remove };
  });
});
