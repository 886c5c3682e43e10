import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineInTest, person, signedInTo } from '#e2e/fakes/embedded-inventory';
import { inventoryFolder } from './embedded-folder.ts';

const host = 'registry.example';
let machine: ReturnType<typeof machineInTest>;
beforeEach(() => {
  machine = machineInTest();
});
afterEach(() => machine.end());

test('it ends after ten idle minutes, also while a page asks how it stands, and the page stays true', async () => {
  const { calls, now, pass } = machine;
  const inventory = machine.start();
  await inventory.start({ host }, person);
  now.jobs = { ...now.jobs, waiting: 3 };
  now.isAtWork = true;
  for (let minutes = 0; minutes < 30; minutes += 1) {
    await inventory.describe({ host });
    await pass(1);
  }
  expect(calls).toEqual(['open', `start {"host":"${host}"}`]);
  now.jobs = { ...now.jobs, waiting: 0 };
  now.isAtWork = false;
  for (let minutes = 0; minutes < 12; minutes += 1) {
    await inventory.describe({ host });
    await pass(1);
  }
  expect(calls.slice(2)).toEqual(['close']);
  expect(await inventory.describe({ host })).toMatchObject({ known: { tags: 1 }, jobs: { waiting: 0 } });
  expect(await inventory.describe({ host: 'another.example' })).toEqual({
    known: undefined,
    jobs: now.jobs,
    failures: [],
  });
  expect(calls.slice(3)).toEqual([]);
  await inventory.find('one');
  expect(calls.slice(3)).toEqual(['open']);
});

test('what a release has filled serves no other: it is removed, and scanned again', async () => {
  const { calls, dataDir } = machine;
  const first = machine.start();
  await first.start({ host }, person);
  await first.start({ host: 'private.example' }, signedInTo('private.example'));
  await first.close();
  rmSync(inventoryFolder(dataDir).path, { recursive: true });
  calls.length = 0;
  await machine.start().describe({ host });
  expect(calls).toEqual(['open', `start {"host":"${host}"}`]);
});

test('of the last registry that is forgotten nothing stays on the disk', async () => {
  const { calls, pass } = machine;
  const inventory = machine.start();
  await inventory.start({ host }, person);
  await inventory.start({ host: 'b.io', repository: 'team/app' }, person);
  await inventory.forget({ host });
  expect(existsSync(inventoryFolder(machine.dataDir).path)).toBe(true);
  await inventory.forget({ host: 'b.io' });
  expect(calls.slice(-3)).toEqual([`forget {"host":"${host}"}`, 'forget {"host":"b.io"}', 'close']);
  expect(readdirSync(join(machine.dataDir, 'inventory'))).toEqual([]);
  await pass(600);
  expect(calls.at(-1)).toBe('close');
});
