import { describe } from 'vitest';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { describeAuditStore } from '#e2e/suites/describe-audit-store';
import { migrate } from './migrate.ts';
import { openPostgresAudits } from './postgres-audit-store.ts';

describe.skipIf(testDatabaseUrl === undefined)('in a database', () => {
  describeAuditStore('in PostgreSQL', async () => {
    const { tables, remove } = await openScratchDatabase();
    await migrate(tables);
    return { open: async () => openPostgresAudits(tables), remove };
  });
});
