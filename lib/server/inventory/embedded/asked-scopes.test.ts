import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAskedFor, openAskedScopes } from './asked-scopes.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-asked-'));
  path = join(folder, 'inventory', 'scans.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const registry = { host: 'a.io', isSignedIn: false };
const repository = { host: 'b.io', repository: 'team/app', isSignedIn: true };

test('what a person asked to know is there in the next process, each once', () => {
  const asked = openAskedScopes(path);
  expect(asked.read()).toEqual({ lookedAt: 0, scopes: [] });
  expect(existsSync(join(folder, 'inventory'))).toBe(false);
  asked.add(registry, 5);
  asked.add(repository, 7);
  asked.add({ ...registry, isSignedIn: true }, 9);
  const scopes = [repository, { ...registry, isSignedIn: true }];
  expect(openAskedScopes(path).read()).toEqual({ lookedAt: 5, scopes });
  asked.noteLook(11);
  expect(openAskedScopes(path).read().lookedAt).toBe(11);
});

test('a registry that is forgotten goes with its repositories, and the last one with the file', () => {
  const asked = openAskedScopes(path);
  for (const one of [registry, repository, { ...repository, repository: 'team/web' }]) asked.add(one, 1);
  asked.remove({ host: 'b.io', repository: 'team/app' });
  expect(asked.read().scopes).toHaveLength(2);
  asked.remove({ host: 'b.io' });
  expect(asked.read().scopes).toEqual([registry]);
  asked.remove({ host: 'a.io' });
  expect(existsSync(path)).toBe(false);
});

test.each([
  [{ host: 'a.io' }, true],
  [{ host: 'a.io', repository: 'any/app' }, true],
  [{ host: 'b.io' }, true],
  [{ host: 'b.io', repository: 'team/app' }, true],
  [{ host: 'b.io', repository: 'team/web' }, false],
  [{ host: 'c.io' }, false],
])('of %o something may be known: %s', (scope, expected) => {
  expect(isAskedFor({ lookedAt: 1, scopes: [registry, repository] }, scope)).toBe(expected);
});

test.each(['', '{', '{"scopes":{}}'])('a file that holds %j counts as none', (text) => {
  const asked = openAskedScopes(path);
  asked.add(registry, 1);
  writeFileSync(path, text);
  expect(asked.read()).toEqual({ lookedAt: 0, scopes: [] });
});
