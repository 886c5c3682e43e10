import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineInTest, person } from '#e2e/fakes/embedded-inventory';

const host = 'registry.example';
let machine: ReturnType<typeof machineInTest>;
beforeEach(() => {
  machine = machineInTest();
});
afterEach(() => machine.end());

test('behind ten thousand images it names the setting for a database server, also once it has ended', async () => {
  const { now, pass } = machine;
  const inventory = machine.start();
  await inventory.start({ host }, person);
  now.subjects = 10_000;
  expect((await inventory.describe({ host })).notice).toBeUndefined();
  now.subjects = 10_001;
  expect((await inventory.describe({ host })).notice).toContain('set ORRERY_DATABASE_URL');
  await pass(12);
  expect((await inventory.describe({ host })).notice).toContain('set ORRERY_DATABASE_URL');
});

test('what was lost is said before that it is large', async () => {
  const { now } = machine;
  const inventory = machine.start();
  now.wasSetAside = true;
  now.subjects = 10_001;
  await inventory.start({ host }, person);
  expect((await inventory.describe({ host })).notice).toContain('set aside');
});
