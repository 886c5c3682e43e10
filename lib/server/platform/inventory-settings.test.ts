import { expect, test } from 'vitest';
import { readInventory } from './inventory-settings.ts';

const usual = { ORRERY_ROLE: 'all', ORRERY_SCAN_RATE: 5 } as const;
const shared = { ORRERY_DATABASE_URL: 'postgres://db', ORRERY_PUBLIC_URL: 'https://orrery.example' };

test.each([
  [{}, { role: 'all', requestsPerSecond: 5, access: 'roles' }],
  [{ ORRERY_INVENTORY: 'off' }, undefined],
  [shared, undefined],
  [
    { ...shared, ORRERY_INVENTORY: 'on', ORRERY_INVENTORY_ACCESS: 'registry', ORRERY_ROLE: 'web' },
    { role: 'web', requestsPerSecond: 5, access: 'registry' },
  ],
] as const)('%o is understood', (given, expected) => {
  expect(readInventory({ ...usual, ...given })).toEqual(expected);
});

test.each([
  [{ ORRERY_ROLE: 'worker' }, 'ORRERY_ROLE shares the work'],
  [{ ...shared, ORRERY_ROLE: 'web' }, 'ORRERY_ROLE shares the work'],
  [{ ORRERY_INVENTORY_ACCESS: 'registry' }, 'for the people of a team'],
] as const)('%o says nothing together', (given, reason) => {
  expect(() => readInventory({ ...usual, ...given })).toThrow(reason);
});
