import type { KyselyPlugin } from 'kysely';
import { Kysely, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import { createDictionary, cutTo, toIdSet } from './dictionary.ts';
import { storeLimits } from './limits.ts';

test('a text that is too long ends with a dot for what is missing, and never in half a character', () => {
  expect(cutTo('short', 5)).toBe('short');
  expect(cutTo('longer', 5)).toBe('long…');
  expect(cutTo('abc😀d', 5)).toBe('abc\ufffd…');
  expect(cutTo('a\0b', 5)).not.toContain('\0');
});

test('numbers stand once and in their order', () => {
  expect(toIdSet([10, 9, 10, 1])).toEqual([1, 9, 10]);
});

describe.skipIf(testDatabaseUrl === undefined)('a dictionary', () => {
  const inventory = useScratchInventory();
  const columns = [
    { name: 'name', max: 12, of: (one: readonly string[]) => one[0] ?? '' },
    { name: 'type', max: 12, of: (one: readonly string[]) => one[1] ?? '' },
    { name: 'version', max: 12, of: (one: readonly string[]) => one[2] ?? '' },
  ];
  const open = (remembered?: number) => createDictionary('package', columns, remembered);
  const count = async () =>
    (await inventory.rows(sql<{ n: number }>`SELECT count(*)::int AS n FROM package`))[0]?.n;

  test('gives a name the same number in every process, also where both meet it first', async () => {
    const names = Array.from({ length: 200 }, (_, at) => [`p${at}`, 'npm', '1']);
    const [one = [], other = []] = await Promise.all([
      open().idsOf(inventory.database(), names),
      open().idsOf(inventory.database(), names.toReversed()),
    ]);
    expect(one).toEqual(other.toReversed());
    expect(new Set(one).size).toBe(200);
    expect(await count()).toBe(200);
  });

  test('asks no statement for more names than it ends with in time', async () => {
    const longest: number[] = [];
    const noting: KyselyPlugin = {
      transformQuery: ({ node }) => {
        longest.push(longestListIn(node));
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const names = Array.from({ length: storeLimits.namesAtOnce + 10 }, (_, at) => [`many ${at}`, 'npm', '1']);
    const database = inventory.database();
    if (!(database instanceof Kysely)) throw new Error('What it sends cannot be noted.');
    const ids = await open().idsOf(database.withPlugin(noting), names);
    expect(new Set(ids).size).toBe(names.length);
    expect(Math.max(...longest)).toBe(storeLimits.namesAtOnce);
  });

  test('keeps the order of what it is asked, with what is asked twice', async () => {
    const dictionary = open(2);
    const [a, b] = [
      ['a', 'npm', '1'],
      ['b', 'npm', '1'],
    ] as const;
    const first = await dictionary.idsOf(inventory.database(), [b, a, b]);
    expect(first[0]).toBe(first[2]);
    expect(first[0]).not.toBe(first[1]);
    const before = await count();
    // More than it remembers: what it has forgotten it finds again.
    expect(await dictionary.idsOf(inventory.database(), [['c', 'npm', '1'], a, b])).toEqual([
      expect.any(Number),
      first[1],
      first[0],
    ]);
    expect(await count()).toBe((before ?? 0) + 1);
  });

  test('takes names for one that differ only behind their end, and parts for what they are', async () => {
    const ids = await open().idsOf(inventory.database(), [
      ['a very long name', 'npm', '1'],
      ['a very long one', 'npm', '1'],
      ['npm', 'a', '1'],
      ['npma', '', '1'],
      ['%', '_', ''],
    ]);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(4);
  });
});

/** The longest list that goes to the database with a statement. */
function longestListIn(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0;
  const own = 'value' in node && Array.isArray(node.value) ? node.value.length : 0;
  const inside = Object.values(node).flatMap((part) => (Array.isArray(part) ? part : [part]));
  return Math.max(own, ...(own > 0 ? [] : inside.map(longestListIn)));
}
