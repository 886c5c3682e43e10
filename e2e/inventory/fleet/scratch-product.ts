import { afterAll, beforeAll, expect } from 'vitest';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { Product } from './open-product.ts';
import { openProduct } from './open-product.ts';

const longestMs = 60_000;

/** The inventory of the product over tables of its own, for the tests of one `describe`. */
export function useScratchProduct() {
  let database: ScratchDatabase;
  let product: Product;
  beforeAll(async () => {
    database = await openScratchDatabase();
    const until = (isSo: () => Promise<boolean>) => expect.poll(isSo, { timeout: longestMs }).toBe(true);
    product = await openProduct({ database, serverUrl: testDatabaseUrl ?? '', until });
  }, longestMs);
  afterAll(async () => {
    await product.close();
    await database.remove();
  });
  return { product: () => product, tables: () => database.tables };
}
