import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf, evidence, imageRecord } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { readCoverage } from './coverage-rows.ts';

describe.skipIf(testDatabaseUrl === undefined)('the rows of an inventory', () => {
  let database: ScratchDatabase;
  let store: InventoryStore;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
  });
  afterAll(() => database.remove());
  const rows = async () => await readCoverage(database.tables, { reach: undefined }, { max: 9 });

  test('a row has all that an audit says, and a report is older by the days since', async () => {
    const whole = evidence({ report: 'present' });
    const aged = { ...whole, report: { ...whole.report, age: 3, open: 4, worst: 'high' } } as const;
    const platform = { platform: 'linux/arm64', digest: digestOf('arm'), evidence: aged };
    const policy = { name: 'release', verdict: 'fail', reasons: ['It is not signed.'] } as const;
    const record = imageRecord('r7.example', 'app', 'an index', {}, { evidence: aged });
    await store.putSubject({ ...record, own: whole, platforms: [platform], policy });
    await store.putTag({ host: 'r7.example', name: 'app' }, { name: '1', digest: record.digest });
    await database.pass(2 * 24 * 60 * 60 * 1_000);
    const older = { ...aged, report: { ...aged.report, age: 5 } };
    expect(await rows()).toMatchObject([
      {
        ...{ evidence: older, own: whole, policy, isWhole: true },
        platforms: [{ ...platform, evidence: older }],
      },
    ]);
    const many = Array.from({ length: 2_000 }, () => platform);
    await store.putSubject({ ...record, platforms: many });
    expect(await rows()).toMatchObject([
      { evidence: { report: { state: 'present', count: 0 } }, platforms: [], isWhole: false },
    ]);
  });
});
