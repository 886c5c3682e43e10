import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageRecord } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { parsePattern } from '#lib/roles/repository-pattern';
import { readRepositories } from './coverage-repositories.ts';

describe.skipIf(testDatabaseUrl === undefined)('the repositories of an inventory', () => {
  let database: ScratchDatabase;
  let store: InventoryStore;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
    await put('signed', 'one', { open: { critical: 0, high: 2 } }, true);
    await put('unsigned', 'two', {});
    await put('unsigned', 'three', {});
    await put('vulnerable', 'four', { open: { critical: 3, high: 1 } }, true);
  });
  afterAll(() => database.remove());

  const host = 'a.example';
  const put = async (
    name: string,
    image: string,
    more: Parameters<typeof imageRecord>[4],
    isSigned = false,
  ) => {
    const record = imageRecord(host, name, image, isSigned ? { [`${image} sig`]: 'signature' } : {}, more);
    await store.putSubject(record);
    await store.putTag({ host, name }, { name: image, digest: record.digest });
    await store.putTag({ host, name }, { name: `${image}-too`, digest: record.digest });
  };

  test('each is counted, first what has open critical findings, then what is not signed', async () => {
    const found = await readRepositories(database.tables, { reach: undefined }, 9);
    expect(found).toMatchObject([
      { repository: 'a.example/vulnerable', artifacts: 1, critical: 3, high: 1 },
      { repository: 'a.example/unsigned', artifacts: 2, critical: 0, high: 0 },
      { repository: 'a.example/signed', artifacts: 1, critical: 0, high: 2 },
    ]);
    expect(found.map(({ byEvidence }) => byEvidence.signature.none)).toEqual([0, 2, 0]);
    expect(found[1]?.asOf).toMatch(/^20/);
    expect(await readRepositories(database.tables, { reach: undefined }, 1)).toEqual(found.slice(0, 1));
  });

  test('nobody counts what they may not read', async () => {
    const pattern = parsePattern('a.example/sig*');
    const reach = pattern === undefined ? [] : [pattern];
    const names = (await readRepositories(database.tables, { reach }, 9)).map(({ repository }) => repository);
    expect(names).toEqual(['a.example/signed']);
    expect(await readRepositories(database.tables, { reach: [] }, 9)).toEqual([]);
  });
});
