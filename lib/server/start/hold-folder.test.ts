import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartError } from '#lib/server/platform/start-error';
import { holdFolder } from '#lib/server/start/hold-folder';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-hold-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a data folder that is in use is refused in one line that says what to do', () => {
  const release = holdFolder(folder);
  expect(() => holdFolder(folder)).toThrow(StartError);
  expect(() => holdFolder(folder)).toThrow(/^Another Orrery uses the data folder \S+\. .*ORRERY_DATA_DIR\.$/);
  release();
});

test('a data folder is free again once it was released', () => {
  holdFolder(folder)();
  holdFolder(folder)();
});

test('a process that was killed leaves the folder free', () => {
  const script = `
    import { holdFolder } from '#lib/server/start/hold-folder';
    holdFolder(${JSON.stringify(folder)});
    process.kill(process.pid, 'SIGKILL');`;
  expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', script])).toThrow(
    /SIGKILL|Command failed/,
  );
  holdFolder(folder)();
});

test('a data folder that does not exist yet is made', () => {
  holdFolder(join(folder, 'deep', 'down'))();
});
