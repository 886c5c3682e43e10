import { describe } from 'vitest';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { describeInventoryStore } from '#e2e/suites/describe-inventory-store';
import { prepareInventory } from './prepare-inventory.ts';

describe.skipIf(testDatabaseUrl === undefined)('in a database', () => {
  describeInventoryStore('in PostgreSQL', async () => {
    const { tables, pass, remove } = await openScratchDatabase();
    await prepareInventory(tables);
    return { database: tables, pass, remove };
  });
});
