import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anybody, fakeParts, makeTestPlan, runToEnd } from '#e2e/fakes/fake-changes';
import { createChanges } from '#lib/server/plans/changes';
import { openJournal } from '#lib/server/plans/journal/open-journal';
import { openDiskSync } from '#lib/server/platform/disk-sync';
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

test('a step that the disk does not keep is not done, and says that the disk is the cause', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-run-log-'));
  let isBroken = false;
  const keep = async () => {
    if (isBroken) throw Object.assign(new Error('fdatasync'), { code: 'EIO' });
  };
  const openDisk = (path: string) => openDiskSync(path, keep);
  const journal = openJournal(join(folder, 'journal.db'), () => 0, openDisk);
  const worked: string[] = [];
  const { parts } = fakeParts({
    journal,
    work: async ({ id }) => {
      worked.push(id);
      isBroken = true;
    },
  });
  const changes = createChanges(parts);
  const events = await runToEnd(changes, (await makeTestPlan(changes)).id);
  expect(worked).toEqual(['s0']);
  expect(events.at(-1)).toMatchObject({
    state: 'failed',
    code: 'journal-unwritable',
    reason: expect.stringMatching(/^The disk did not keep .* No further step started\.$/),
  });
  await journal.close();
  await rm(folder, { recursive: true });
});
