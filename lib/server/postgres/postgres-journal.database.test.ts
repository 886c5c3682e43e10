import { describe, expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { describeJournal } from '#e2e/suites/describe-journal';
import type { Journal } from '#lib/server/plans/journal/journal';
import { migrate } from './migrate.ts';
import { openPostgresJournal } from './postgres-journal.ts';
import { enterReplica } from './replica.ts';

/** The same journal, for which it is always as late as the test says. */
function atTime(journal: Journal, setClock: () => Promise<void>): Journal {
  return new Proxy(journal, {
    get: (calls, name) => {
      const call = Reflect.get(calls, name);
      if (typeof call !== 'function') return call;
      return async (...given: unknown[]) => {
        await setClock();
        return await Reflect.apply(call, calls, given);
      };
    },
  });
}

describe.skipIf(testDatabaseUrl === undefined)('in a database', () => {
  describeJournal('in PostgreSQL', async () => {
    const { tables, setClock, remove } = await openScratchDatabase();
    await migrate(tables);
    return {
      open: async (now) => {
        const replica = await enterReplica(tables);
        const journal = openPostgresJournal(tables, replica.id);
        const closing = { ...journal, close: () => replica.leave() };
        return now === undefined ? closing : atTime(closing, () => setClock(now()));
      },
      ownersOutlive: true,
      remove,
    };
  });

  test('a run that another replica has taken over is written no more', async () => {
    const { tables, remove } = await openScratchDatabase();
    await migrate(tables);
    const replicas = await Promise.all([enterReplica(tables), enterReplica(tables)]);
    const [first, second] = replicas.map(({ id }) => openPostgresJournal(tables, id));
    await first?.add('ada', fakePlan('p', 2, { expires: '2999-01-01T00:00:00Z' }));
    await first?.write('p', { standing: { state: 'running' } });
    const refused = { code: 'plan-taken' };
    await expect(second?.write('p', { standing: { state: 'running' } })).rejects.toMatchObject(refused);
    await replicas[0]?.leave();
    await second?.write('p', { standing: { state: 'running' }, steps: [['s0', { state: 'started' }]] });
    for (const change of [
      { steps: [['s0', { state: 'done' }]] },
      { standing: { state: 'done' } },
      { standing: { state: 'running' } },
    ] as const)
      await expect(first?.write('p', change)).rejects.toMatchObject(refused);
    expect((await second?.find('p'))?.record).toMatchObject({
      state: 'running',
      steps: { s0: { state: 'started' } },
    });
    await replicas[1]?.leave();
    await remove();
  });
});
