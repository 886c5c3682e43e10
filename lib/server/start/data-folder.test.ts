import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataDir } from '#lib/server/platform/lock-folder';
import { StartError } from '#lib/server/platform/start-error';
import { makePrivateFolder } from './data-folder.ts';

let home = '';
let umask = 0;
const modeOf = (...names: string[]) => (statSync(join(home, ...names)).mode & 0o777).toString(8);

beforeEach(() => {
  umask = process.umask(0);
  home = mkdtempSync(join(tmpdir(), 'orrery-private-'));
});
afterEach(() => {
  process.umask(umask);
  rmSync(home, { recursive: true });
});

test('a new folder is private, with its new parents and all that is made in it', () => {
  makePrivateFolder(join(home, 'share', 'orrery'));
  mkdirSync(join(home, 'share', 'orrery', 'uploads'));
  writeFileSync(join(home, 'share', 'orrery', 'uploads', 'file'), '');
  expect([modeOf('share'), modeOf('share', 'orrery'), modeOf('share', 'orrery', 'uploads')]).toEqual([
    '700',
    '700',
    '700',
  ]);
  expect(modeOf('share', 'orrery', 'uploads', 'file')).toBe('600');
});

test('a folder that was open to others is closed, with what lies in it, and links are left alone', () => {
  const data = join(home, 'data');
  mkdirSync(join(data, 'registry'), { recursive: true });
  writeFileSync(join(data, 'registry', 'index.json'), '{}', { mode: 0o644 });
  writeFileSync(join(home, 'elsewhere'), '', { mode: 0o644 });
  symlinkSync(join(home, 'elsewhere'), join(data, 'link'));
  chmodSync(data, 0o755);
  makePrivateFolder(data);
  expect([modeOf('data'), modeOf('data', 'registry'), modeOf('data', 'registry', 'index.json')]).toEqual([
    '700',
    '700',
    '600',
  ]);
  expect(modeOf('elsewhere')).toBe('644');
});

test.skipIf(process.getuid?.() !== 0)('the folder of another user is refused (needs root)', () => {
  const data = join(home, 'data');
  mkdirSync(data);
  chownSync(data, 65_534, 65_534);
  expect(() => makePrivateFolder(data)).toThrow(/belongs to another user.*ORRERY_DATA_DIR/);
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a data folder that is in use is refused in one line that says what to do', () => {
  const release = lockDataDir(folder);
  expect(() => lockDataDir(folder)).toThrow(StartError);
  expect(() => lockDataDir(folder)).toThrow(
    /^Another Orrery uses the data folder \S+\. .*ORRERY_DATA_DIR\.$/,
  );
  release();
});

test('a data folder is free again once it was released', () => {
  lockDataDir(folder)();
  lockDataDir(folder)();
});

test('a process that was killed leaves the folder free', () => {
  const script = `
    import { lockDataDir } from '#lib/server/platform/lock-folder';
    lockDataDir(${JSON.stringify(folder)});
    process.kill(process.pid, 'SIGKILL');`;
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(signal).toBe('SIGKILL');
  lockDataDir(folder)();
});

test('a data folder that does not exist yet is made', () => {
  lockDataDir(join(folder, 'deep', 'down'))();
});
