import { expect, test } from 'vitest';
import { fakeCaller, fakeParts } from '#e2e/fakes/fake-changes';
import { openJournal } from '#lib/server/plans/journal/open-journal';
import { limits } from '#lib/server/platform/limits';
import { RecordLost } from '#lib/server/platform/same-file';
import type { PlanRequest } from '#lib/transfer/plan-request';
import type { RunEvent } from '#lib/transfer/record';
import type { Changes } from './changes.ts';
import { createChanges } from './changes.ts';

const request: PlanRequest = { action: 'delete', ref: 'localhost:5000/acme/app:1.0', scope: 'tag' };
const anybody = fakeCaller();
const live = new AbortController().signal;

const plan = (changes: Changes, caller = anybody) => changes.plan(caller, request, live);

async function all(events: AsyncGenerator<readonly RunEvent[]>): Promise<readonly RunEvent[]> {
  const told: RunEvent[] = [];
  for await (const batch of events) told.push(...batch);
  return told;
}

const run = async (changes: Changes, id: string, confirm?: string) =>
  all(await changes.run(anybody, id, confirm));

test('a plan is run step by step, and its record has what became of it', async () => {
  const { parts } = fakeParts();
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  expect((await changes.find(anybody, id)).state).toBe('planned');
  const events = await run(changes, id);
  expect(events.at(-1)).toMatchObject({ type: 'end', state: 'done', done: 2, left: 0 });
  expect(await changes.find(anybody, id)).toMatchObject({
    state: 'done',
    steps: { s0: { state: 'done' }, s1: { state: 'done' } },
  });
});

test('every step is audited before and after, between the start and the end of its run', async () => {
  const { parts, rows } = fakeParts();
  const changes = createChanges(parts);
  await run(changes, (await plan(changes)).id);
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

test('a step stands in the journal as started before its registry is written to', async () => {
  const states: unknown[] = [];
  const { parts } = fakeParts({
    work: async (step) => {
      states.push((await parts.journal.find('plan-1'))?.record.steps[step.id]?.state);
    },
  });
  const changes = createChanges(parts);
  await run(changes, (await plan(changes)).id);
  expect(states).toEqual(['started', 'started']);
});

test('a row that cannot be written ends the run before the step', async () => {
  const written: string[] = [];
  const { parts } = fakeParts({
    onAudit: ({ target, result }) => {
      if (target.endsWith(':s1') && result === 'started') throw new Error('The disk is full.');
    },
    work: async (step) => void written.push(step.id),
  });
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  const events = await run(changes, id);
  expect(written).toEqual(['s0']);
  expect(events.at(-1)).toMatchObject({ state: 'failed', code: 'audit-unwritable' });
  expect(await changes.find(anybody, id)).toMatchObject({ state: 'failed', code: 'audit-unwritable' });
});

test('a run does not begin when its first row cannot be written', async () => {
  const { parts } = fakeParts({
    onAudit: () => {
      throw new Error('The disk is full.');
    },
  });
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  await expect(run(changes, id)).rejects.toMatchObject({
    problem: { code: 'audit-unwritable', status: 503 },
  });
  expect((await changes.find(anybody, id)).state).toBe('planned');
});

test('a run that failed goes on where it stopped', async () => {
  let isBroken = true;
  const worked: string[] = [];
  const { parts } = fakeParts({
    steps: 3,
    plan: { confirm: 'app:1.0' },
    work: async ({ id }) => {
      if (id === 's1' && isBroken) throw new Error('broken');
      worked.push(id);
    },
  });
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  expect((await run(changes, id, 'app:1.0')).at(-1)).toMatchObject({ state: 'failed', left: 1 });
  isBroken = false;
  const events = await run(changes, id);
  expect(events[0]).toMatchObject({ type: 'step', id: 's0', state: 'done' });
  expect(events.at(-1)).toMatchObject({ state: 'done', done: 3 });
  expect(worked).toEqual(['s0', 's1', 's2']);
});

test('who leaves ends nothing, and who comes later hears it from the start', async () => {
  const gate = Promise.withResolvers<void>();
  const { parts } = fakeParts({ work: async ({ id }) => (id === 's1' ? gate.promise : undefined) });
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  const first = await changes.run(anybody, id, undefined);
  await first.next();
  await first.return(undefined);
  const second = run(changes, id);
  const third = run(changes, id);
  gate.resolve();
  for (const events of await Promise.all([second, third])) {
    expect(events).toContainEqual({ type: 'step', id: 's0', state: 'done' });
    expect(events.at(-1)).toMatchObject({ type: 'end', state: 'done' });
  }
});

test('a plan that is done is told again and not done again', async () => {
  let count = 0;
  const { parts } = fakeParts({ work: async () => void count++ });
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  await run(changes, id);
  expect((await run(changes, id)).at(-1)).toMatchObject({ state: 'done', done: 2 });
  expect(count).toBe(2);
});

test('cancelling answers when the run has ended, and it can go on', async () => {
  const begun = Promise.withResolvers<void>();
  let isCancelled = false;
  const { parts } = fakeParts({
    work: (_, signal) => {
      begun.resolve();
      if (isCancelled) return Promise.resolve();
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  const events = run(changes, id);
  await begun.promise;
  isCancelled = true;
  await changes.cancel(anybody, id);
  expect((await changes.find(anybody, id)).state).toBe('cancelled');
  expect((await events).at(-1)).toMatchObject({ state: 'cancelled', left: 2 });
  expect((await run(changes, id)).at(-1)).toMatchObject({ state: 'done' });
});

test('a plan that was not begun is dropped', async () => {
  const changes = createChanges(fakeParts().parts);
  const { id } = await plan(changes);
  await changes.cancel(anybody, id);
  await expect(changes.find(anybody, id)).rejects.toEqual(expect.objectContaining({ name: 'ProblemError' }));
});

test('a process that ends leaves its runs so that they can go on', async () => {
  const begun = Promise.withResolvers<void>();
  const { parts } = fakeParts({
    work: (_, signal) => {
      begun.resolve();
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  const events = run(changes, id);
  await begun.promise;
  await changes.stop();
  expect((await events).at(-1)).toMatchObject({ state: 'failed', code: 'interrupted' });
  expect(await changes.find(anybody, id)).toMatchObject({
    state: 'failed',
    reason: 'Orrery was stopped in the middle; run it again to go on.',
  });
  await expect(run(changes, id)).rejects.toMatchObject({ problem: { code: 'disconnected' } });
});

test.for([
  ['is not confirmed', { plan: { confirm: 'app:1.0' } }, 'confirmation-missing'],
  ['is too old', { now: () => Date.parse('2026-01-02T03:30:00Z') }, 'plan-expired'],
  [
    'has something against it',
    { plan: { blockers: [{ code: 'shared', text: 'It is shared.', isAcceptable: false }] } },
    'plan-blocked',
  ],
  ['no longer fits', { change: () => 'The tag 1.0 was moved.' }, 'plan-outdated'],
] as const)('a plan that %s is not run, and that is audited', async ([, options, code]) => {
  const { parts, rows } = fakeParts(options);
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  await expect(run(changes, id)).rejects.toMatchObject({ problem: { code, status: 409 } });
  expect(rows).toMatchObject([{ verb: 'run', result: `refused:${code}`, plan: id }]);
});

test('what changed since the plan was shown is said, also the next time', async () => {
  let change: string | undefined = 'The tag 1.0 was moved.';
  const { parts } = fakeParts({ change: () => change });
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  await run(changes, id).catch(() => undefined);
  change = undefined;
  await expect(run(changes, id)).rejects.toMatchObject({ problem: { detail: 'The tag 1.0 was moved.' } });
  expect((await changes.find(anybody, id)).state).toBe('stopped');
});

test('a confirmation must be exactly the text that was asked for', async () => {
  const changes = createChanges(fakeParts({ plan: { confirm: 'app:1.0' } }).parts);
  const { id } = await plan(changes);
  await expect(run(changes, id, 'app:1.0 ')).rejects.toMatchObject({
    problem: { code: 'confirmation-missing' },
  });
  expect((await run(changes, id, 'app:1.0')).at(-1)).toMatchObject({ state: 'done' });
});

test('a plan belongs to the session that made it; those of nobody are everybody’s', async () => {
  const changes = createChanges(fakeParts().parts);
  const ada = fakeCaller('ada');
  const mine = await plan(changes, ada);
  const nobodys = await plan(changes);
  const unknown = expect.objectContaining({ problem: expect.objectContaining({ status: 404 }) });
  await expect(changes.find(fakeCaller('bob'), mine.id)).rejects.toEqual(unknown);
  await expect(changes.find(anybody, mine.id)).rejects.toEqual(unknown);
  await expect(changes.run(fakeCaller('bob'), mine.id, undefined)).rejects.toEqual(unknown);
  await expect(changes.cancel(fakeCaller('bob'), mine.id)).rejects.toEqual(unknown);
  expect((await changes.recent(ada)).map(({ id }) => id)).toEqual([nobodys.id, mine.id]);
  expect((await changes.recent(anybody)).map(({ id }) => id)).toEqual([nobodys.id]);
});

test('plans are made so many times a minute, by each session', async () => {
  const changes = createChanges(fakeParts().parts);
  for (let i = 0; i < limits.changesMax; i++) await plan(changes);
  await expect(plan(changes)).rejects.toMatchObject({
    problem: { code: 'too-many-changes', status: 429, retryAfterSeconds: expect.any(Number) },
  });
  await expect(plan(changes, fakeCaller('ada'))).resolves.toBeDefined();
});

test('a session has four runs at a time', async () => {
  const gate = Promise.withResolvers<void>();
  const changes = createChanges(fakeParts({ work: () => gate.promise }).parts);
  const ids = await Promise.all(Array.from({ length: 5 }, async () => (await plan(changes)).id));
  const [last = '', ...running] = ids.toReversed();
  const runs = await Promise.all(running.map((id) => changes.run(anybody, id, undefined)));
  await expect(run(changes, last)).rejects.toMatchObject({ problem: { code: 'too-many-changes' } });
  gate.resolve();
  await Promise.all(runs.map(all));
  expect((await run(changes, last)).at(-1)).toMatchObject({ state: 'done' });
});

test('two who begin the same plan at once begin it once', async () => {
  const worked: string[] = [];
  const changes = createChanges(fakeParts({ work: async ({ id }) => void worked.push(id) }).parts);
  const { id } = await plan(changes);
  await Promise.all([run(changes, id), run(changes, id)]);
  expect(worked).toEqual(['s0', 's1']);
});

test('read-only makes no plan and runs none, and says so in the audit log', async () => {
  const { parts, rows } = fakeParts({ isReadOnly: true });
  const refused = { problem: { code: 'read-only', status: 403 } };
  await expect(plan(createChanges(parts))).rejects.toMatchObject(refused);
  const { id } = await plan(createChanges({ ...parts, isReadOnly: () => false }));
  await expect(run(createChanges(parts), id)).rejects.toMatchObject(refused);
  expect(rows.map(({ result }) => result)).toEqual(['refused:read-only', 'refused:read-only']);
});

/** Journal calls that fail from a moment on, as a disk or a folder does that is gone. */
function failingJournal(error: Error) {
  const journal = openJournal(':memory:', () => Date.parse('2026-01-02T03:04:05Z'));
  let isBroken = false;
  const orFail = <T>(call: () => Promise<T>) => (isBroken ? Promise.reject(error) : call());
  return {
    journal: {
      ...journal,
      add: (...given: Parameters<typeof journal.add>) => orFail(() => journal.add(...given)),
      write: (...given: Parameters<typeof journal.write>) => orFail(() => journal.write(...given)),
    },
    fail: () => {
      isBroken = true;
    },
  };
}

const noSpace = Object.assign(new Error('write'), { code: 'ENOSPC' });
const sqliteFull = Object.assign(new Error('database or disk is full'), {
  code: 'ERR_SQLITE_ERROR',
  errcode: 13,
});
const lost = new RecordLost('The file journal.db of the data folder was deleted while Orrery ran.');

test.for([
  [noSpace, 'disk-full', 507],
  [sqliteFull, 'disk-full', 507],
  [lost, 'journal-unwritable', 503],
  [new Error('I/O'), 'journal-unwritable', 503],
] as const)('a plan that cannot be written down is refused: %s', async ([error, code, status]) => {
  const { journal, fail } = failingJournal(error);
  const changes = createChanges(fakeParts({ journal }).parts);
  fail();
  await expect(plan(changes)).rejects.toMatchObject({ problem: { code, status } });
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
    const { id } = await plan(changes);
    const ended = { state: 'failed', code, reason: expect.stringMatching(/No further step was begun\.$/) };
    expect((await run(changes, id)).at(-1)).toMatchObject(ended);
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
  const { id } = await plan(changes);
  fail();
  await expect(run(changes, id)).rejects.toMatchObject({
    problem: { code: 'journal-unwritable', status: 503, detail: lost.message },
  });
  expect(worked).toEqual([]);
  expect((await changes.find(anybody, id)).state).toBe('planned');
});

test('an audit log that is lost in the middle ends the run before the next step', async () => {
  const worked: string[] = [];
  const { parts } = fakeParts({
    onAudit: ({ target, result }) => {
      if (target.endsWith(':s1') && result === 'started') throw new RecordLost('audit.jsonl is gone.');
    },
    work: async ({ id }) => void worked.push(id),
  });
  const changes = createChanges(parts);
  const { id } = await plan(changes);
  const ended = {
    state: 'failed',
    code: 'audit-unwritable',
    reason: 'audit.jsonl is gone. No further step was begun.',
  };
  expect((await run(changes, id)).at(-1)).toMatchObject(ended);
  expect(worked).toEqual(['s0']);
  expect(await changes.find(anybody, id)).toMatchObject(ended);
});
