import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakeChangesOptions } from '#e2e/fakes/fake-changes';
import { fakeCaller, fakeParts, makeTestPlan, readAll } from '#e2e/fakes/fake-changes';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { createChanges } from '#lib/server/plans/changes';
import { openOtherReplicas } from './follow-runs.ts';
import { postgresLimits } from './limits.ts';
import { migrate } from './migrate.ts';
import { openTables } from './open-tables.ts';
import { openPostgresJournal } from './postgres-journal.ts';
import { enterReplica } from './replica.ts';
import { openRunSignals } from './run-signals.ts';

const ada = fakeCaller('ada');
const plan = { expires: '2999-01-01T00:00:00Z' };

/** One replica, with connections of its own; `die` cuts them, as the end of its machine does. */
async function openReplica(url: string, options: FakeChangesOptions) {
  const tables = openTables(url);
  const replica = await enterReplica(tables);
  const journal = openPostgresJournal(tables, replica.id);
  const signals = openRunSignals(url);
  // Without signals a follower would wait for longer than any test.
  const others = openOtherReplicas({ tables, replica, journal, signals, followMs: 60_000 });
  const { parts, rows } = fakeParts({ plan, journal, others, ...options });
  const changes = createChanges(parts);
  const leave = async () => {
    await changes.stop();
    await signals.close();
    await replica.leave();
    await tables.destroy();
  };
  return { changes, others, rows, journal, leave, die: () => tables.destroy() };
}

/** Work that stops before a step until it is let go on. */
function stopBefore(step: string) {
  const reached = Promise.withResolvers<void>();
  const isLetGo = Promise.withResolvers<void>();
  const work = async ({ id }: { readonly id: string }) => {
    if (id !== step) return;
    reached.resolve();
    await isLetGo.promise;
  };
  return { work, reached: reached.promise, letGo: isLetGo.resolve };
}

describe.skipIf(testDatabaseUrl === undefined)('a run, seen from another replica', () => {
  let database: ScratchDatabase;
  beforeEach(async () => {
    database = await openScratchDatabase();
    await migrate(database.tables);
  });
  afterEach(() => database.remove());

  test('is followed from its first step to its end', async () => {
    const { work, reached, letGo } = stopBefore('s1');
    const [a, b] = await Promise.all([
      openReplica(database.url, { work, steps: 3 }),
      openReplica(database.url, { steps: 3 }),
    ]);
    const { id } = await makeTestPlan(a.changes, ada);
    const atHome = readAll(await a.changes.run(ada, id, undefined));
    await reached;
    expect(await b.changes.find(ada, id)).toMatchObject({
      state: 'running',
      steps: { s0: { state: 'done' } },
    });
    expect(await b.changes.recent(ada)).toMatchObject([{ id, state: 'running' }]);
    const elsewhere = readAll(await b.changes.run(ada, id, undefined));
    letGo();
    const events = await elsewhere;
    expect(events.at(-1)).toMatchObject({ type: 'end', state: 'done', done: 3, left: 0 });
    const done = events.filter((event) => event.type === 'step' && event.state === 'done');
    expect(done).toMatchObject([{ id: 's0' }, { id: 's1' }, { id: 's2' }]);
    expect((await atHome).at(-1)).toMatchObject({ state: 'done' });
    expect(b.rows).toEqual([]);
    await Promise.all([a.leave(), b.leave()]);
  });

  test('shows how many bytes it has moved', async () => {
    const { work, reached, letGo } = stopBefore('s0');
    const [a, b] = await Promise.all([openReplica(database.url, { work }), openReplica(database.url, {})]);
    const { id } = await makeTestPlan(a.changes, ada);
    const atHome = readAll(await a.changes.run(ada, id, undefined));
    await reached;
    const elsewhere = await b.changes.run(ada, id, undefined);
    const seen = async () => {
      for await (const events of elsewhere) {
        const progress = events.find(({ type }) => type === 'progress');
        if (progress !== undefined) return progress;
      }
      return undefined;
    };
    const first = seen();
    const moved = { type: 'progress', id: 's0', bytes: 7 } as const;
    // Told again and again, as a run does: what came before anybody listened is not told again.
    const telling = setInterval(() => a.others.tellProgress(id, [moved]), 50);
    expect(await first).toEqual(moved);
    clearInterval(telling);
    letGo();
    await atHome;
    await Promise.all([a.leave(), b.leave()]);
  });

  test('is ended there and resumed here', async () => {
    const reached = Promise.withResolvers<void>();
    const work = ({ id }: { readonly id: string }, signal: AbortSignal) => {
      if (id !== 's1') return Promise.resolve();
      reached.resolve();
      return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const [a, b] = await Promise.all([
      openReplica(database.url, { work, steps: 3 }),
      openReplica(database.url, { steps: 3 }),
    ]);
    const { id } = await makeTestPlan(a.changes, ada);
    const atHome = readAll(await a.changes.run(ada, id, undefined));
    await reached.promise;
    await b.changes.cancel(ada, id);
    expect((await atHome).at(-1)).toMatchObject({ state: 'cancelled' });
    expect((await b.changes.find(ada, id)).state).toBe('cancelled');
    const resumed = await readAll(await b.changes.run(ada, id, undefined));
    expect(resumed.at(-1)).toMatchObject({ state: 'done', done: 3 });
    await Promise.all([a.leave(), b.leave()]);
  });

  test('is resumed here when that replica is gone, and that one does nothing more', async () => {
    const worked: string[] = [];
    const { work, reached, letGo } = stopBefore('s1');
    const a = await openReplica(database.url, {
      steps: 3,
      work: async (step, signal) => {
        worked.push(step.id);
        await work(step);
        signal.throwIfAborted();
      },
    });
    const b = await openReplica(database.url, { steps: 3 });
    const { id } = await makeTestPlan(a.changes, ada);
    const atHome = readAll(await a.changes.run(ada, id, undefined));
    await reached;
    await a.die();
    await database.pass(postgresLimits.goneMs + 1_000);
    expect(await b.changes.find(ada, id)).toMatchObject({
      state: 'failed',
      code: 'interrupted',
      steps: { s0: { state: 'done' }, s1: { state: 'pending' } },
    });
    expect((await readAll(await b.changes.run(ada, id, undefined))).at(-1)).toMatchObject({
      state: 'done',
      done: 3,
    });
    letGo();
    expect((await atHome).at(-1)).toMatchObject({ state: 'failed' });
    expect(worked).toEqual(['s0', 's1']);
    expect((await b.changes.find(ada, id)).state).toBe('done');
    await b.leave();
  });

  test('is of nobody else’s concern', async () => {
    const { work, reached, letGo } = stopBefore('s0');
    const [a, b] = await Promise.all([openReplica(database.url, { work }), openReplica(database.url, {})]);
    const { id } = await makeTestPlan(a.changes, ada);
    const atHome = readAll(await a.changes.run(ada, id, undefined));
    await reached;
    const unknown = { problem: { status: 404 } };
    await expect(b.changes.run(fakeCaller('bob'), id, undefined)).rejects.toMatchObject(unknown);
    await expect(b.changes.cancel(fakeCaller('bob'), id)).rejects.toMatchObject(unknown);
    letGo();
    await atHome;
    await Promise.all([a.leave(), b.leave()]);
  });
});
