import { copyFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { describeJournal } from '#e2e/suites/describe-journal';
import { openDiskSync } from '#lib/server/platform/disk-sync';
import type { Journal } from './journal.ts';
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

/** The state of a plan in a copy of the files as they are now: what is left when the power fails. */
async function stateAfterPowerFailure(id: string): Promise<string | undefined> {
  const copy = await mkdtemp(join(folder, 'copy-'));
  for (const name of ['journal.db', 'journal.db-wal']) copyFileSync(join(folder, name), join(copy, name));
  const journal = openJournal(join(copy, 'journal.db'), () => 0);
  const entry = await journal.find(id);
  await journal.close();
  return entry?.record.state;
}

const changes: Readonly<Record<string, [(journal: Journal) => Promise<void>, string, string | undefined]>> = {
  'a change': [(journal) => journal.write('p', { standing: { state: 'stopped' } }), 'p', 'stopped'],
  'a new plan': [(journal) => journal.add('', fakePlan('q', 1)), 'q', 'planned'],
  'a removal': [(journal) => journal.remove('p'), 'p', undefined],
};

test.for(Object.entries(changes))('%s is written once the disk has all of it', async ([, given]) => {
  const [change, id, state] = given;
  await (await openWithPlan()).close();
  const happened: unknown[] = [];
  const journal = openJournal(join(folder, 'journal.db'), undefined, () => ({
    sync: async () => void happened.push('begins', await stateAfterPowerFailure(id), 'ends'),
    close: async () => {},
  }));
  await change(journal).then(() => happened.push('written'));
  expect(happened).toEqual(['begins', state, 'ends', 'written']);
  await journal.close();
});

test('a journal that the disk does not keep takes nothing more', async () => {
  await (await openWithPlan()).close();
  let syncs = 0;
  const failing = async () => {
    syncs += 1;
    if (syncs === 2) throw Object.assign(new Error('fdatasync'), { code: 'EIO' });
  };
  const openDisk = (path: string) => openDiskSync(path, failing);
  const journal = openJournal(join(folder, 'journal.db'), undefined, openDisk);
  const write = () => journal.write('p', { standing: { state: 'stopped' } });
  await write();
  for (let i = 0; i < 2; i++) await expect(write()).rejects.toMatchObject({ code: 'record-lost' });
  expect(syncs).toBe(2);
  await journal.close();
});
