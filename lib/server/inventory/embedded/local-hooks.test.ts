import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { embeddedLimits } from './limits.ts';
import { openLocalHooks } from './local-hooks.ts';

let folder = '';
let time = 1_000_000;
const open = () => openLocalHooks(folder, () => time);
const hook = { registry: 'localhost:5000', sealed: new Uint8Array([1, 2, 250]), changedBy: '' };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-hooks-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a hook outlives the process, in a file that nobody else may read', async () => {
  await open().put(hook);
  expect(await open().list()).toEqual([{ ...hook, changedAt: time, lastAt: undefined, unread: undefined }]);
  expect((await stat(join(folder, 'hooks.json'))).mode & 0o777).toBe(0o600);
  await open().reseal(hook.registry, new Uint8Array([3]));
  expect(await open().find(hook.registry)).toMatchObject({ sealed: new Uint8Array([3]) });
  expect([await open().remove(hook.registry), await open().remove(hook.registry)]).toEqual([true, false]);
  expect(await open().list()).toEqual([]);
});

test('what came last is noted, and what could not be read until there is another token', async () => {
  const hooks = open();
  await hooks.put(hook);
  await hooks.note(hook.registry, 'It is no JSON.');
  const unread = { at: time, reason: 'It is no JSON.' };
  time += embeddedLimits.notedEveryMs - 1;
  await hooks.note(hook.registry, undefined);
  expect(await hooks.find(hook.registry)).toMatchObject({ lastAt: unread.at, unread });
  time += 1;
  await hooks.note(hook.registry, undefined);
  expect(await open().find(hook.registry)).toMatchObject({ lastAt: time, unread });
  await hooks.put(hook);
  expect(await hooks.find(hook.registry)).toMatchObject({ lastAt: undefined, unread: undefined });
});

test('changes at the same time are all kept', async () => {
  const hooks = open();
  const registries = Array.from({ length: 20 }, (_, at) => `registry-${at}.example`);
  await Promise.all(registries.map((registry) => hooks.put({ ...hook, registry })));
  await hooks.note('other.example', 'Nobody knows it.');
  expect((await open().list()).map(({ registry }) => registry)).toEqual(registries.toSorted());
});

test.for([
  ['is cut off', (text: string) => text.slice(0, -20), []],
  ['is no list', () => '{}', []],
  ['is empty', () => '', []],
  ['has an entry that is none', (text: string) => text.replace('"a.example"', '7'), ['localhost:5000']],
] as const)('a file that %s is set aside, and the rest goes on', async ([, damage, left]) => {
  const path = join(folder, 'hooks.json');
  await open().put(hook);
  await open().put({ ...hook, registry: 'a.example' });
  expect(await open().notice()).toBeUndefined();
  const text = damage(await readFile(path, 'utf8'));
  await writeFile(path, text);
  const hooks = open();
  expect(await hooks.find('a.example')).toBeUndefined();
  expect((await hooks.list()).map(({ registry }) => registry)).toEqual(left);
  const aside = (await readdir(folder)).filter((name) => name !== 'hooks.json');
  expect(aside).toHaveLength(1);
  expect(await readFile(join(folder, aside[0] ?? ''), 'utf8')).toBe(text);
  await hooks.put(hook);
  expect(await open().find(hook.registry)).toMatchObject({ sealed: hook.sealed });
  const notice = await open().notice();
  expect(notice).toContain(`as ${aside[0]}.`);
  expect(notice).not.toContain(folder);
  await rm(join(folder, aside[0] ?? ''));
  expect(await open().notice()).toBeUndefined();
});
