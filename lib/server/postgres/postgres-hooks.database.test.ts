import { expect, test } from 'vitest';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { migrate } from './migrate.ts';
import { openPostgresHooks } from './postgres-hooks.ts';

test.skipIf(testDatabaseUrl === undefined)('a hook is kept, replaced, noted and removed', async () => {
  const database = await openScratchDatabase();
  await migrate(database.tables);
  const hooks = openPostgresHooks(database.tables);
  const hook = { registry: 'a.io', sealed: new Uint8Array([1, 2]), changedBy: 'ada' };
  await hooks.put(hook);
  await hooks.note('a.io', 'It is in no form that Orrery knows.');
  await hooks.note('b.io', undefined);
  expect(await hooks.list()).toEqual([
    {
      ...hook,
      changedAt: expect.any(Number),
      lastAt: expect.any(Number),
      unread: { at: expect.any(Number), reason: 'It is in no form that Orrery knows.' },
    },
  ]);
  await hooks.note('a.io', undefined);
  expect(await hooks.find('a.io')).toMatchObject({ unread: { reason: expect.stringContaining('no form') } });
  await hooks.put({ ...hook, sealed: new Uint8Array([3]) });
  expect(await hooks.find('a.io')).toMatchObject({ sealed: new Uint8Array([3]), unread: undefined });
  expect([await hooks.remove('a.io'), await hooks.remove('a.io')]).toEqual([true, false]);
  expect(await hooks.find('a.io')).toBeUndefined();
  await database.remove();
});
