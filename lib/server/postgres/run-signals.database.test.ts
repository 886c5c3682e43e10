import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { RunSignals } from './run-signals.ts';
import { openRunSignals, signalRun } from './run-signals.ts';

const longMs = 60_000;
const moved = (bytes: number) => ({ type: 'progress', id: 's', bytes }) as const;

describe.skipIf(testDatabaseUrl === undefined)('what is told of a run', () => {
  let database: ScratchDatabase;
  let signals: RunSignals;
  beforeEach(async () => {
    database = await openScratchDatabase();
    signals = openRunSignals(database.url);
  });
  afterEach(async () => {
    await signals.close();
    await database.remove();
  });

  test('wakes who follows it, and nobody else', async () => {
    const [own, other] = [signals.listen('own'), signals.listen('other')];
    // The first is heard when the listening has begun, so that nothing is missed.
    expect([await own.next(longMs), await other.next(longMs)]).toEqual([[], []]);
    await signalRun(database.tables, 'own');
    expect(await own.next(longMs)).toEqual([]);
    await signalRun(database.tables, 'own', [moved(1)]);
    await signalRun(database.tables, 'own', [moved(2)]);
    await expect.poll(() => own.next(1), { timeout: 10_000 }).toEqual([moved(2)]);
    expect(await other.next(1)).toEqual([]);
  });

  test('is heard when it is committed, and not before', async () => {
    const listener = signals.listen('own');
    await listener.next(longMs);
    await database.tables.transaction().execute(async (transaction) => {
      await signalRun(transaction, 'own', [moved(1)]);
      expect(await listener.next(1)).toEqual([]);
    });
    expect(await listener.next(longMs)).toEqual([moved(1)]);
  });

  test('is left out when it says more than the database takes', async () => {
    const listener = signals.listen('own');
    await listener.next(longMs);
    await signalRun(
      database.tables,
      'own',
      Array.from({ length: 500 }, (_, index) => moved(index)),
    );
    await signalRun(database.tables, 'own', [moved(7)]);
    expect(await listener.next(longMs)).toEqual([moved(7)]);
  });
});
