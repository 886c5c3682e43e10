import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataFolderOf } from './compiled-code.mjs';

let data = '';
let root = '';
let stamp = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'orrery-root-'));
  data = mkdtempSync(join(tmpdir(), 'orrery-compiled-'));
  stamp = join(root, '.next', 'orrery-inputs');
  mkdirSync(join(root, '.next'));
  writeFileSync(stamp, 'a'.repeat(64));
});
afterEach(() => {
  for (const folder of [root, data]) rmSync(folder, { recursive: true, force: true });
});

/** Another process enables it, loads some code and ends; tells the folder it used. */
function start(folder = data): string {
  const script = `
    import { getCompileCacheDir } from 'node:module';
    import { keepCompiledCode } from '#lib/server/start/compiled-code.mjs';
    keepCompiledCode(${JSON.stringify(folder)}, ${JSON.stringify(root)});
    await import('#lib/oci/digest');
    console.log(getCompileCacheDir() ?? 'none');`;
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env });
  return String(stdout).trim();
}

test('compiled code is kept in the data folder, under the version that was built', () => {
  expect(start()).toContain(join(data, 'compiled', 'a'.repeat(16)));
  expect(readdirSync(join(data, 'compiled', 'a'.repeat(16)), { recursive: true }).length).toBeGreaterThan(1);
});

test('compiled code is kept beside the dependencies, also for a data folder that is new', () => {
  const dependencies = join(root, 'node_modules');
  mkdirSync(dependencies, { mode: 0o755 });
  mkdirSync(join(data, 'compiled'));
  expect(start()).toContain(join(dependencies, '.cache', 'compiled', 'a'.repeat(16)));
  expect(start(join(data, 'later'))).toContain(dependencies);
  expect(readdirSync(data)).toEqual([]);
});

test('nothing is read or written beside dependencies that others may write to', () => {
  mkdirSync(join(root, 'node_modules'));
  chmodSync(join(root, 'node_modules'), 0o775);
  expect(start()).toContain(join(data, 'compiled'));
});

test('another version removes what the one before it left', () => {
  start();
  writeFileSync(stamp, 'b'.repeat(64));
  start();
  expect(readdirSync(join(data, 'compiled'))).toEqual(['b'.repeat(16)]);
});

test('nothing is read or written in a folder that others may write to', () => {
  chmodSync(data, 0o777);
  expect(start()).toBe('none');
  expect(readdirSync(data)).toEqual([]);
});

test('nothing is written before there is a data folder, or a build', () => {
  expect(start(join(data, 'later'))).toBe('none');
  rmSync(stamp);
  expect(start()).toBe('none');
  expect(readdirSync(data)).toEqual([]);
});

test('the data folder is the one that the settings come to', () => {
  mkdirSync(join(data, 'home'));
  expect(dataFolderOf({ NODE_ENV: 'test', ORRERY_DATA_DIR: join(data, 'here', '..') })).toBe(data);
});
