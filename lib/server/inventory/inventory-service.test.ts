import { expect, test } from 'vitest';
import { machineInTest } from '#e2e/fakes/embedded-inventory';
import { processGlobal } from '#lib/server/platform/process-global';
import { getInventory, hasInventory, provideInventory } from './inventory-service.ts';

test('the inventory is that of the process, and without one it says what to set', async () => {
  const machine = machineInTest();
  const service = machine.start();
  provideInventory(service);
  expect(hasInventory()).toBe(true);
  expect(getInventory()).toBe(service);
  const state: { service?: unknown } = processGlobal('inventory', () => ({}));
  delete state.service;
  expect(hasInventory()).toBe(false);
  expect(getInventory).toThrow('keeps no inventory');
  await machine.end();
});
