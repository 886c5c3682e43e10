import { expect, test } from 'vitest';
import { inventoryLinks, readInventoryTab } from './inventory-tabs.ts';

test('the links lead to all parts, and a registry stays chosen', () => {
  expect(inventoryLinks('trends', 'localhost:5000')).toEqual([
    { title: 'Coverage', href: '/inventory?host=localhost:5000', isShown: false },
    { title: 'Trends', href: '/inventory?view=trends&host=localhost:5000', isShown: true },
    { title: 'Old evidence', href: '/inventory?view=leftovers&host=localhost:5000', isShown: false },
    { title: 'Retention', href: '/inventory?view=retention&host=localhost:5000', isShown: false },
    { title: 'Search', href: '/search', isShown: false },
  ]);
  expect(inventoryLinks('search', '').filter(({ isShown }) => isShown)).toEqual([
    { title: 'Search', href: '/search', isShown: true },
  ]);
  expect(inventoryLinks('coverage', '')[0]?.href).toBe('/inventory');
});

test('an address that names no part shows the coverage', () => {
  expect([readInventoryTab(null), readInventoryTab('other'), readInventoryTab('retention')]).toEqual([
    'coverage',
    'coverage',
    'retention',
  ]);
});
