import { expect, test } from 'vitest';
import { anybody, fakeParts, makeTestPlan, runToEnd } from '#e2e/fakes/fake-changes';
import { createChanges } from '#lib/server/plans/changes';
import { StoreError } from '#lib/server/platform/store-error';

test('a step stands in the journal as started before its registry is written to', async () => {
  const states: unknown[] = [];
  const { parts } = fakeParts({
    work: async (step) => {
      states.push((await parts.journal.find('plan-1'))?.record.steps[step.id]?.state);
    },
  });
  const changes = createChanges(parts);
  await runToEnd(changes, (await makeTestPlan(changes)).id);
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
  const { id } = await makeTestPlan(changes);
  const events = await runToEnd(changes, id);
  expect(written).toEqual(['s0']);
  expect(events.at(-1)).toMatchObject({ state: 'failed', code: 'audit-unwritable' });
  expect(await changes.find(anybody, id)).toMatchObject({ state: 'failed', code: 'audit-unwritable' });
});

test('an audit log that is lost in the middle ends the run before the next step', async () => {
  const worked: string[] = [];
  const { parts } = fakeParts({
    onAudit: ({ target, result }) => {
      if (target.endsWith(':s1') && result === 'started')
        throw new StoreError('record-lost', 'audit.jsonl is gone.');
    },
    work: async ({ id }) => void worked.push(id),
  });
  const changes = createChanges(parts);
  const { id } = await makeTestPlan(changes);
  const ended = {
    state: 'failed',
    code: 'audit-unwritable',
    reason: 'audit.jsonl is gone. No further step started.',
  };
  expect((await runToEnd(changes, id)).at(-1)).toMatchObject(ended);
  expect(worked).toEqual(['s0']);
  expect(await changes.find(anybody, id)).toMatchObject(ended);
});
