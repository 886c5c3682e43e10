import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf, imageRecord, nodeOf, refersTo } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { InventoryStore } from './inventory-store.ts';
import { openInventoryStore } from './open-inventory-store.ts';
import { prepareInventory } from './prepare-inventory.ts';

describe.skipIf(testDatabaseUrl === undefined)('what is forgotten', () => {
  let database: ScratchDatabase;
  let store: InventoryStore;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
  });
  afterAll(() => database.remove());

  const scan = async (host: string, name: string, image: string) => {
    await store.putSubject(imageRecord(host, name, image, { [`${image} sbom`]: 'sbom' }));
    await store.putTag({ host, name }, { name: '1', digest: digestOf(image) });
    await store.putDocuments(digestOf(`${image} sbom`), [{ kind: 'sbom', format: 'f', title: 't' }], 1);
    await store.putFailure({ host, repository: name, reason: 'refused', code: 'forbidden' });
  };
  /** Every row that belongs to a place; the names of dictionaries belong to none. */
  const rows = async () => {
    const { rows: counts } = await sql<Record<string, number>>`SELECT
      (SELECT count(*) FROM registry)::int AS registries, (SELECT count(*) FROM repository)::int AS repositories,
      (SELECT count(*) FROM tag)::int AS tags, (SELECT count(*) FROM standing)::int AS standings,
      (SELECT count(*) FROM referrer)::int AS referrers, (SELECT count(*) FROM failure)::int AS failures,
      (SELECT count(*) FROM manifest)::int AS manifests, (SELECT count(*) FROM document)::int AS documents,
      (SELECT count(*) FROM stale_count)::int AS stale`.execute(database.tables);
    return counts[0];
  };

  test('is that of one repository, and what others share with it stays', async () => {
    await scan('a.io', 'team/app', 'image');
    await scan('a.io', 'team/copy', 'image');
    await scan('a.io', 'team/web', 'other');
    await store.forget('a.io', 'team/web');
    expect(await rows()).toMatchObject({
      ...{ registries: 1, repositories: 2, tags: 2, standings: 2, referrers: 2, failures: 2 },
      ...{ manifests: 2, documents: 1 },
    });
    await store.forget('a.io', 'team/copy');
    expect(await rows()).toMatchObject({ repositories: 1, manifests: 2, documents: 1 });
    await store.forget('a.io', 'team/never');
    expect(await store.freshness('a.io', 'team/app')).toMatchObject({ tags: 1, failures: 1 });
  });

  test('is all of a registry, and nothing of another one', async () => {
    await scan('b.io', 'team/app', 'image');
    await store.putSubject({
      ...imageRecord('a.io', 'team/multi', 'index', {}),
      graph: {
        nodes: [nodeOf('index', 'index'), nodeOf('platform', 'image'), nodeOf('platform sbom', 'sbom')],
        edges: [
          { from: digestOf('index'), to: digestOf('platform'), relation: 'child', sources: ['manifest'] },
          refersTo('platform', 'platform sbom'),
        ],
        answers: [],
      },
    });
    await store.pause('a.io', 60_000, 'too many');
    await store.sweep();
    await store.forget('a.io');
    expect(await store.freshness('a.io')).toBeUndefined();
    expect(await rows()).toMatchObject({
      ...{ registries: 1, repositories: 1, tags: 1, standings: 1, referrers: 1, failures: 1 },
      ...{ manifests: 2, documents: 1 },
    });
    await store.forget('b.io');
    await store.sweep();
    expect(Object.values((await rows()) ?? {}).every((count) => count === 0)).toBe(true);
  });
});
