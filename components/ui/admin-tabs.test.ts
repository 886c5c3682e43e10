import { expect, test } from 'vitest';
import { adminPath, adminTabsFor, readAdminTab } from './admin-tabs.ts';

const idsFor = (viewer: Parameters<typeof adminTabsFor>[0]) => adminTabsFor(viewer).map(({ id }) => id);

test('an admin sees all parts, others of a team the audit log, and one person what there is without a team', () => {
  expect(idsFor({ mode: 'team', role: 'admin' })).toEqual([
    'audit-log',
    'sessions',
    'registries',
    'notifications',
    'health',
  ]);
  for (const role of ['viewer', 'editor', 'deleter', undefined] as const)
    expect(idsFor({ mode: 'team', role })).toEqual(['audit-log']);
  expect(idsFor({ mode: 'own' })).toEqual(['audit-log', 'notifications', 'health']);
});

test('an address names its part, and any other the first', () => {
  for (const { id } of adminTabsFor({ mode: 'team', role: 'admin' }))
    expect(readAdminTab(new URL(adminPath(id), 'http://a').searchParams.get('tab'))).toBe(id);
  expect([readAdminTab(null), readAdminTab('constructor')]).toEqual(['audit-log', 'audit-log']);
});
