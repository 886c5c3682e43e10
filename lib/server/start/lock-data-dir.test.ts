import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartError } from '#lib/server/platform/start-error';
import { lockDataDir } from './lock-data-dir.ts';

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
    import { lockDataDir } from '#lib/server/start/lock-data-dir';
    lockDataDir(${JSON.stringify(folder)});
    process.kill(process.pid, 'SIGKILL');`;
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(signal).toBe('SIGKILL');
  lockDataDir(folder)();
});

test('a data folder that does not exist yet is made', () => {
  lockDataDir(join(folder, 'deep', 'down'))();
});
