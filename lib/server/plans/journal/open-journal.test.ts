import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { describeJournal } from '#e2e/suites/describe-journal';
import { openJournal } from './open-journal.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describeJournal('in a file', async () => ({
  open: async (now) => openJournal(join(folder, 'journal.db'), now),
  ownersOutlive: false,
  remove: async () => {},
}));

async function openWithPlan() {
  const journal = openJournal(join(folder, 'journal.db'));
  await journal.add('', fakePlan('p', 1, { expires: '2999-01-01T00:00:00Z' }));
  return journal;
}

test('nobody else on the machine can read the journal', async () => {
  const journal = await openWithPlan();
  for (const name of ['journal.db', 'journal.db-wal'])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  await journal.close();
});

const losses: Readonly<Record<string, () => void>> = {
  'the folder was removed': () => rmSync(folder, { recursive: true }),
  'journal.db was deleted': () => rmSync(join(folder, 'journal.db')),
  'journal.db-wal was deleted': () => rmSync(join(folder, 'journal.db-wal')),
  'journal.db was replaced': () => {
    writeFileSync(join(folder, 'new'), '');
    renameSync(join(folder, 'new'), join(folder, 'journal.db'));
  },
};

test.for(Object.entries(losses))('the journal takes nothing more after %s', async ([, lose]) => {
  const journal = await openWithPlan();
  await journal.write('p', { standing: { state: 'running' } });
  lose();
  const lost = /^The file journal\.db(-wal)? of the data folder was (deleted|replaced by another file)/;
  await expect(journal.write('p', { standing: { state: 'done' } })).rejects.toThrow(lost);
  await expect(journal.add('', fakePlan('q', 1))).rejects.toThrow(lost);
  await journal.close();
});
