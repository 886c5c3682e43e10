import { expect, test } from 'vitest';
import { anybody, fakeParts, makeTestPlan, readAll, runToEnd } from '#e2e/fakes/fake-changes';
import { fakeArchiveStep, fakePlan } from '#e2e/fakes/fake-plan';
import { createChanges } from '#lib/server/plans/changes';

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
  const { id } = await makeTestPlan(changes);
  expect((await runToEnd(changes, id, 'app:1.0')).at(-1)).toMatchObject({ state: 'failed', left: 1 });
  isBroken = false;
  const events = await runToEnd(changes, id);
  expect(events[0]).toMatchObject({ type: 'step', id: 's0', state: 'done' });
  expect(events.at(-1)).toMatchObject({ state: 'done', done: 3 });
  expect(worked).toEqual(['s0', 's1', 's2']);
});

test('an archive that is not here is written anew before a run deletes more', async () => {
  const worked: string[] = [];
  const { steps } = fakePlan('p', 2);
  let hasArchive = true;
  const { parts } = fakeParts({
    plan: { steps: [fakeArchiveStep, ...steps] },
    hasArchive: () => hasArchive,
    work: async ({ id }) => {
      worked.push(id);
      if (id === 's1' && worked.length < 6) throw new Error('broken');
    },
  });
  const changes = createChanges(parts);
  const { id } = await makeTestPlan(changes);
  await runToEnd(changes, id);
  await runToEnd(changes, id);
  hasArchive = false;
  expect((await runToEnd(changes, id)).at(-1)).toMatchObject({ state: 'done', done: 3 });
  expect(worked).toEqual(['archive', 's0', 's1', 's1', 'archive', 's1']);
});

test('who leaves ends nothing, and who comes later hears it from the start', async () => {
  const gate = Promise.withResolvers<void>();
  const { parts } = fakeParts({ work: async ({ id }) => (id === 's1' ? gate.promise : undefined) });
  const changes = createChanges(parts);
  const { id } = await makeTestPlan(changes);
  const first = await changes.run(anybody, id, undefined);
  await first.next();
  await first.return(undefined);
  const second = runToEnd(changes, id);
  const third = runToEnd(changes, id);
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
  const { id } = await makeTestPlan(changes);
  await runToEnd(changes, id);
  expect((await runToEnd(changes, id)).at(-1)).toMatchObject({ state: 'done', done: 2 });
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
  const { id } = await makeTestPlan(changes);
  const events = runToEnd(changes, id);
  await begun.promise;
  isCancelled = true;
  await changes.cancel(anybody, id);
  expect((await changes.find(anybody, id)).state).toBe('cancelled');
  expect((await events).at(-1)).toMatchObject({ state: 'cancelled', left: 2 });
  expect((await runToEnd(changes, id)).at(-1)).toMatchObject({ state: 'done' });
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
  const { id } = await makeTestPlan(changes);
  const events = runToEnd(changes, id);
  await begun.promise;
  await changes.stop();
  expect((await events).at(-1)).toMatchObject({ state: 'failed', code: 'interrupted' });
  expect(await changes.find(anybody, id)).toMatchObject({
    state: 'failed',
    reason: 'Orrery stopped during the run. Run it again to resume.',
  });
  await expect(runToEnd(changes, id)).rejects.toMatchObject({ problem: { code: 'disconnected' } });
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
  const { id } = await makeTestPlan(changes);
  await expect(runToEnd(changes, id)).rejects.toMatchObject({ problem: { code, status: 409 } });
  expect(rows).toMatchObject([{ verb: 'run', result: `refused:${code}`, plan: id }]);
});

test('what changed after the plan was made is said, also the next time', async () => {
  let change: string | undefined = 'The tag 1.0 was moved.';
  const { parts } = fakeParts({ change: () => change });
  const changes = createChanges(parts);
  const { id } = await makeTestPlan(changes);
  await runToEnd(changes, id).catch(() => undefined);
  change = undefined;
  await expect(runToEnd(changes, id)).rejects.toMatchObject({
    problem: { detail: 'The tag 1.0 was moved.' },
  });
  expect((await changes.find(anybody, id)).state).toBe('stopped');
});

test('a confirmation must be exactly the text that was asked for', async () => {
  const changes = createChanges(fakeParts({ plan: { confirm: 'app:1.0' } }).parts);
  const { id } = await makeTestPlan(changes);
  await expect(runToEnd(changes, id, 'app:1.0 ')).rejects.toMatchObject({
    problem: { code: 'confirmation-missing' },
  });
  expect((await runToEnd(changes, id, 'app:1.0')).at(-1)).toMatchObject({ state: 'done' });
});

test('a session has four runs at a time', async () => {
  const gate = Promise.withResolvers<void>();
  const changes = createChanges(fakeParts({ work: () => gate.promise }).parts);
  const ids = await Promise.all(Array.from({ length: 5 }, async () => (await makeTestPlan(changes)).id));
  const [last = '', ...running] = ids.toReversed();
  const runs = await Promise.all(running.map((id) => changes.run(anybody, id, undefined)));
  await expect(runToEnd(changes, last)).rejects.toMatchObject({ problem: { code: 'too-many-changes' } });
  gate.resolve();
  await Promise.all(runs.map(readAll));
  expect((await runToEnd(changes, last)).at(-1)).toMatchObject({ state: 'done' });
});

test('two who begin the same plan at once begin it once', async () => {
  const worked: string[] = [];
  const changes = createChanges(fakeParts({ work: async ({ id }) => void worked.push(id) }).parts);
  const { id } = await makeTestPlan(changes);
  await Promise.all([runToEnd(changes, id), runToEnd(changes, id)]);
  expect(worked).toEqual(['s0', 's1']);
});
