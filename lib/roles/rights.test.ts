import { expect, test } from 'vitest';
import { parsePattern } from '#lib/roles/repository-pattern';
import type { RoleRule } from '#lib/roles/rights';
import {
  highestRole,
  mayAtRegistry,
  mayInRepository,
  maySomewhere,
  rightsOf,
  roleInRepository,
} from '#lib/roles/rights';
import { isAtLeast, roleNames } from '#lib/roles/role';

const team = parsePattern('a.io/team-*/**');
const rules: readonly RoleRule[] = [
  { group: 'platform', role: 'admin' },
  { group: 'dev', role: 'editor', repositories: team === undefined ? [] : [team] },
  { group: 'staff', role: 'viewer' },
];

test('each role may do what those before it may, and no more', () => {
  const table = roleNames.map((role) => roleNames.filter((needed) => isAtLeast(role, needed)).length);
  expect(table).toEqual([1, 2, 3, 4]);
});

test('a group gives its role where its patterns reach', () => {
  const rights = rightsOf(['dev', 'unheard-of'], rules);
  expect(mayInRepository(rights, 'editor', 'a.io/team-x/app')).toBe(true);
  expect(mayInRepository(rights, 'deleter', 'a.io/team-x/app')).toBe(false);
  expect(mayInRepository(rights, 'viewer', 'a.io/other/app')).toBe(false);
  expect(mayAtRegistry(rights, 'viewer', 'a.io')).toBe(true);
  expect(mayAtRegistry(rights, 'viewer', 'b.io')).toBe(false);
  expect([maySomewhere(rights, 'editor'), maySomewhere(rights, 'deleter')]).toEqual([true, false]);
});

test('several groups add up: reading everywhere does not carry over to changes', () => {
  const rights = rightsOf(['dev', 'staff'], rules);
  expect(mayInRepository(rights, 'viewer', 'b.io/other/app')).toBe(true);
  expect(mayInRepository(rights, 'editor', 'b.io/other/app')).toBe(false);
  expect(highestRole(rights)).toBe('editor');
});

test('the role in a repository is the highest that reaches there', () => {
  const rights = rightsOf(['dev', 'staff'], rules);
  expect(['a.io/team-x/app', 'b.io/other/app'].map((name) => roleInRepository(rights, name))).toEqual([
    'editor',
    'viewer',
  ]);
  expect(roleInRepository(rightsOf(['dev'], rules), 'b.io/other/app')).toBeUndefined();
});

test('a group that no rule names gives nothing', () => {
  const rights = rightsOf(['unheard-of'], rules);
  expect(highestRole(rights)).toBeUndefined();
  expect(mayInRepository(rights, 'viewer', 'a.io/team-x/app')).toBe(false);
  expect(mayAtRegistry(rights, 'viewer', 'a.io')).toBe(false);
});
