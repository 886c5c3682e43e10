import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { embeddedFolder } from './embedded-folder.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'orrery-embedded-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function fill(path: string): void {
  mkdirSync(join(path, 'data'));
  writeFileSync(join(path, 'data', 'content'), 'old');
}

test('what a process that was killed has left serves again, while the machine stays up', () => {
  const folder = embeddedFolder(dataDir, 1, () => 'monday');
  expect(folder.isThere()).toBe(false);
  expect(folder.enter()).toBe(false);
  fill(folder.path);
  expect(embeddedFolder(dataDir, 1, () => 'monday').enter()).toBe(false);
  expect(folder.isThere()).toBe(true);
});

test('when the machine went down under it, it is set aside', () => {
  const before = embeddedFolder(dataDir, 1, () => 'monday');
  before.enter();
  fill(before.path);
  const after = embeddedFolder(dataDir, 1, () => 'tuesday');
  expect(after.enter()).toBe(true);
  expect(after.isThere()).toBe(false);
  expect(existsSync(join(dataDir, 'inventory', 'set-aside', 'data', 'content'))).toBe(true);
  expect(after.enter()).toBe(false);
});

test('one that was closed serves after the next start of the machine', () => {
  const before = embeddedFolder(dataDir, 1, () => 'monday');
  before.enter();
  fill(before.path);
  before.leave();
  expect(embeddedFolder(dataDir, 1, () => 'tuesday').enter()).toBe(false);
  expect(before.isThere()).toBe(true);
});

test('another schema has a folder of its own, and what another one has filled is removed', () => {
  const old = embeddedFolder(dataDir, 1);
  old.enter();
  fill(old.path);
  const next = embeddedFolder(dataDir, 2);
  expect(next.isThere()).toBe(false);
  next.enter();
  expect(existsSync(old.path)).toBe(false);
  next.remove();
  expect(existsSync(next.path)).toBe(false);
});

test('this machine has one boot, however often it is asked', () => {
  const folder = embeddedFolder(dataDir, 1);
  folder.enter();
  expect(folder.enter()).toBe(false);
});
