import type { RawBuilder } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import type { ScratchDatabase } from './scratch-database.ts';
import { openScratchDatabase } from './scratch-database.ts';

/** What the tests of a file share; each test has a registry of its own, because to make tables takes longer than all of them. */
export type ScratchInventory = {
  readonly store: () => InventoryStore;
  readonly database: () => InventoryDatabase;
  /** The registry of this test. */
  readonly host: () => string;
  /** Lets time pass for the database. */
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly rows: <Row>(query: RawBuilder<Row>) => Promise<readonly Row[]>;
};

/** An empty inventory in PostgreSQL for the tests of a `describe`, removed after them. */
export function useScratchInventory(): ScratchInventory {
  let scratch: ScratchDatabase;
  let store: InventoryStore;
  let count = 0;
  beforeAll(async () => {
    scratch = await openScratchDatabase();
    await prepareInventory(scratch.tables);
    store = openInventoryStore(scratch.tables);
  }, 60_000);
  beforeEach(() => {
    count += 1;
  });
  afterAll(() => scratch.remove());
  return {
    store: () => store,
    database: () => scratch.tables,
    host: () => `r${count}.example`,
    pass: (milliseconds) => scratch.pass(milliseconds),
    rows: async (query) => (await query.execute(scratch.tables)).rows,
  };
}
