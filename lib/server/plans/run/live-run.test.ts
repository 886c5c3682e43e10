import { expect, test } from 'vitest';
import { anybody, failingJournal, fakeParts, makeTestPlan, runToEnd } from '#e2e/fakes/fake-changes';
import { createChanges } from '#lib/server/plans/changes';
import { StoreError } from '#lib/server/platform/store-error';

const sqliteFull = Object.assign(new Error('database or disk is full'), {
  code: 'ERR_SQLITE_ERROR',
  errcode: 13,
});
const lost = new StoreError(
  'record-lost',
  'The file journal.db of the data folder was deleted while Orrery ran.',
);

test('a plan is run step by step, and its record has what became of it', async () => {
  const { parts } = fakeParts();
  const changes = createChanges(parts);
  const { id } = await makeTestPlan(changes);
  expect((await changes.find(anybody, id)).state).toBe('planned');
  const events = await runToEnd(changes, id);
  expect(events.at(-1)).toMatchObject({ type: 'end', state: 'done', done: 2, left: 0 });
  expect(await changes.find(anybody, id)).toMatchObject({
    state: 'done',
    steps: { s0: { state: 'done' }, s1: { state: 'done' } },
  });
});

test('every step is audited before and after, between the start and the end of its run', async () => {
  const { parts, rows } = fakeParts();
  const changes = createChanges(parts);
  await runToEnd(changes, (await makeTestPlan(changes)).id);
  expect(rows.map(({ verb, target, result }) => `${verb} ${target} ${result}`)).toEqual([
    'run Delete localhost:5000/acme/app:1.0 started',
    'untag localhost:5000/acme/app:s0 started',
    'untag localhost:5000/acme/app:s0 done',
    'untag localhost:5000/acme/app:s1 started',
    'untag localhost:5000/acme/app:s1 done',
    'run Delete localhost:5000/acme/app:1.0 done',
  ]);
  expect(rows[1]).toMatchObject({
    actor: 'ada',
    requestId: 'request',
    registry: 'localhost:5000',
    repository: 'acme/app',
    action: 'delete',
    plan: 'plan-1',
  });
});

test('a run does not begin when its first row cannot be written', async () => {
  const { parts } = fakeParts({
    onAudit: () => {
      throw new Error('The disk is full.');
    },
  });
  const changes = createChanges(parts);
  const { id } = await makeTestPlan(changes);
  await expect(runToEnd(changes, id)).rejects.toMatchObject({
    problem: { code: 'audit-unwritable', status: 503 },
  });
  expect((await changes.find(anybody, id)).state).toBe('planned');
});

test.for([
  [sqliteFull, 'disk-full'],
  [lost, 'journal-unwritable'],
] as const)(
  'a run whose journal breaks is told as failed, though the journal says that it runs: %s',
  async ([error, code]) => {
    const { journal, fail } = failingJournal(error);
    const worked: string[] = [];
    const { parts } = fakeParts({
      journal,
      work: async ({ id }) => {
        worked.push(id);
        fail();
      },
    });
    const changes = createChanges(parts);
    const { id } = await makeTestPlan(changes);
    const ended = { state: 'failed', code, reason: expect.stringMatching(/No further step started\.$/) };
    expect((await runToEnd(changes, id)).at(-1)).toMatchObject(ended);
    expect(worked).toEqual(['s0']);
    expect((await journal.find(id))?.record.state).toBe('running');
    expect(await changes.find(anybody, id)).toMatchObject(ended);
    expect(await changes.recent(anybody)).toMatchObject([{ id, state: 'failed' }]);
  },
);

test('a run whose beginning the journal cannot take is refused, and nothing is begun', async () => {
  const { journal, fail } = failingJournal(lost);
  const worked: string[] = [];
  const { parts } = fakeParts({ journal, work: async ({ id }) => void worked.push(id) });
  const changes = createChanges(parts);
  const { id } = await makeTestPlan(changes);
  fail();
  await expect(runToEnd(changes, id)).rejects.toMatchObject({
    problem: { code: 'journal-unwritable', status: 503, detail: lost.message },
  });
  expect(worked).toEqual([]);
  expect((await changes.find(anybody, id)).state).toBe('planned');
});
