import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeIndex } from '#e2e/fakes/inventory-fleet';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { readRetentionFacts } from './retention-facts.ts';

const host = 'a.example';

describe.skipIf(testDatabaseUrl === undefined)('the facts for rules of retention', () => {
  let database: ScratchDatabase;
  let store: InventoryStore;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
    await writeIndex(store, host, 'indexed');
    const signed = imageRecord(host, 'app', 'signed', { sig: 'signature' });
    await store.putSubject(signed);
    await finish('app', [
      { name: '1', digest: signed.digest },
      { name: '2', digest: digestOf('not looked at') },
    ]);
  });
  afterAll(() => database.remove());

  const finish = async (name: string, entries: Parameters<InventoryStore['putTags']>[1]['entries']) => {
    await store.beginTags({ host, name });
    await store.putTags({ host, name }, { after: '', next: undefined, entries });
    await store.finishTags({ host, name }, 1_000);
  };
  const read = async (after = 0, max = 9) =>
    await readRetentionFacts(database.tables, { reach: undefined }, after, max);

  test('an index names what it holds, and what hangs on that names its subject', async () => {
    const [indexed] = await read();
    expect(indexed?.repository).toBe('a.example/indexed');
    const { artifacts = [] } = indexed?.facts ?? {};
    const factOf = (name: string) => artifacts.find(({ digest }) => digest === digestOf(name));
    expect(artifacts).toHaveLength(3);
    expect(factOf('the index')).toMatchObject({ tags: ['multi'], holds: [digestOf('the platform')] });
    expect(factOf('the platform')).toMatchObject({ tags: [], signed: 'unknown' });
    expect(factOf('platform sbom')).toMatchObject({ subjects: [digestOf('the platform')], kind: 'sbom' });
  });

  test('what is not known keeps everything: tags that were not read, and artifacts that nobody looked at', async () => {
    const [indexed, app] = await read();
    expect(indexed?.facts.unknownHolders).toBe('its tags were not read to the end.');
    expect(app?.facts.unknownHolders).toBe('1 tag is not known yet.');
    expect(app?.facts.artifacts).toContainEqual(
      expect.objectContaining({ digest: digestOf('signed'), tags: ['1'], signed: 'found' }),
    );
  });

  test('repositories come page by page, and none that the caller may not read', async () => {
    const all = await read();
    const first = await read(0, 1);
    expect([...first, ...(await read(first[0]?.id, 9))]).toEqual(all);
    expect(await readRetentionFacts(database.tables, { reach: [] }, 0, 9)).toEqual([]);
  });
});
