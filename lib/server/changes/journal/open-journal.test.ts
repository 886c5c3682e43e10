import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { openJournal } from '#lib/server/changes/journal/open-journal';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const planOf = (id: string, steps: number) =>
  fakePlan(id, steps, { created: '2999-01-01T00:00:00Z', expires: '2999-01-01T00:00:00Z' });
const open = () => openJournal(join(folder, 'journal.db'));

test('a plan comes back as it was written, with what became of its steps', () => {
  const journal = open();
  const plan = planOf('p', 2);
  journal.add('ada', plan);
  journal.write('p', [['s0', { state: 'started' }]], { state: 'running' });
  journal.write('p', [
    ['s0', { state: 'done', bytes: 3 }],
    ['s1', { state: 'failed', reason: 'No.', code: 'forbidden' }],
  ]);
  journal.write('p', [], { state: 'failed', reason: 'A step failed.', code: 'forbidden' });
  expect(journal.find('p')).toEqual({
    owner: 'ada',
    record: {
      plan,
      state: 'failed',
      reason: 'A step failed.',
      code: 'forbidden',
      steps: {
        s0: { state: 'done', bytes: 3 },
        s1: { state: 'failed', reason: 'No.', code: 'forbidden' },
      },
    },
  });
  expect(journal.find('q')).toBeUndefined();
  journal.close();
});

test('a list has the newest first, of these owners alone', () => {
  const journal = open();
  for (const [owner, id] of [
    ['', 'a'],
    ['ada', 'b'],
    ['', 'c'],
    ['bob', 'd'],
  ] as const)
    journal.add(owner, planOf(id, 1));
  expect(journal.recent(['', 'ada'], 2).map(({ id }) => id)).toEqual(['c', 'b']);
  expect(journal.recent(['bob'], 9)).toEqual([
    {
      id: 'd',
      action: 'delete',
      title: planOf('d', 1).title,
      created: planOf('d', 1).created,
      state: 'planned',
    },
  ]);
  journal.close();
});

test('what ran when the process ended has failed, can go on, and is everybody’s', () => {
  const before = open();
  before.add('ada', planOf('p', 2));
  before.write(
    'p',
    [
      ['s0', { state: 'done' }],
      ['s1', { state: 'started' }],
    ],
    { state: 'running' },
  );
  before.close();
  const journal = open();
  expect(journal.find('p')).toMatchObject({
    owner: '',
    record: {
      state: 'failed',
      reason: 'Orrery was stopped in the middle; run it again to go on.',
      code: 'interrupted',
      steps: { s0: { state: 'done' }, s1: { state: 'pending' } },
    },
  });
  journal.close();
});

test('a removed plan leaves no steps behind for one of the same id', () => {
  const journal = open();
  journal.add('', planOf('p', 1));
  journal.write('p', [['s0', { state: 'done' }]]);
  journal.remove('p');
  expect(journal.find('p')).toBeUndefined();
  journal.add('', planOf('p', 1));
  expect(journal.find('p')?.record.steps).toEqual({});
  journal.close();
});

test('a plan that nobody began goes a day after it has expired', () => {
  const journal = open();
  journal.add('', fakePlan('old', 1, { expires: '2020-01-01T00:00:00Z' }));
  journal.add(
    '',
    fakePlan('begun', 1, { created: new Date().toISOString(), expires: '2020-01-01T00:00:00Z' }),
  );
  journal.write('begun', [], { state: 'done' });
  journal.add('', fakePlan('new', 1, { expires: '2999-01-01T00:00:00Z' }));
  expect(journal.recent([''], 9).map(({ id }) => id)).toEqual(['new', 'begun']);
  journal.close();
});

test('what cannot be written whole is not written at all', () => {
  const journal = open();
  journal.add('', planOf('p', 1));
  expect(() =>
    journal.write('p', [
      ['s0', { state: 'done' }],
      ['s1', { state: 'done', bytes: 0.5 }],
    ]),
  ).toThrow();
  expect(journal.find('p')?.record.steps).toEqual({});
  journal.close();
});

test('nobody else on the machine can read it', () => {
  const journal = open();
  journal.add('', planOf('p', 1));
  for (const name of ['journal.db', 'journal.db-wal'])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  journal.close();
});

test('records go ninety days after their plans were made, and what runs or may still be begun stays', () => {
  const made = Date.parse('2026-01-01T00:00:00Z');
  let clock = made;
  const journal = openJournal(join(folder, 'journal.db'), () => clock);
  const add = (id: string) => journal.add('', { ...planOf(id, 1), created: new Date(clock).toISOString() });
  for (const id of ['done', 'failed', 'running', 'planned']) add(id);
  for (const state of ['done', 'failed', 'running'] as const) journal.write(state, [], { state });
  clock += 89 * 24 * 60 * 60 * 1000;
  add('later');
  expect(journal.find('done')).toBeDefined();
  clock += 2 * 24 * 60 * 60 * 1000;
  add('latest');
  const left = ['done', 'failed', 'running', 'planned', 'later', 'latest'].filter(
    (id) => journal.find(id) !== undefined,
  );
  expect(left).toEqual(['running', 'planned', 'later', 'latest']);
  journal.close();
});

test('of plans that were not begun only so many are kept, the newest', () => {
  const journal = open();
  for (let number = 0; number <= 2_001; number++) journal.add('', planOf(`p${number}`, 0));
  expect(journal.find('p0')).toBeUndefined();
  expect(journal.find('p2')).toBeDefined();
  expect(journal.find('p2001')).toBeDefined();
  journal.close();
});
