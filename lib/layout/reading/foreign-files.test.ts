import { link, mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openForeign, readForeign } from '#lib/layout/reading/foreign-files';

let folder = '';

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'orrery-foreign-')));
  await writeFile(join(folder, 'file'), 'content');
  return () => rm(folder, { recursive: true, force: true });
});

afterEach(() => void vi.useRealTimers());

test('a plain file is opened with its size', async () => {
  const file = await openForeign(folder, 'file');
  expect(file?.size).toBe(7);
  expect(await file?.handle.readFile('utf8')).toBe('content');
  await file?.handle.close();
});

test('a change of the content is another id, and no change is the same', async () => {
  const idOf = async () => {
    const file = await openForeign(folder, 'file');
    await file?.handle.close();
    return file?.id;
  };
  const before = await idOf();
  expect(await idOf()).toBe(before);
  await writeFile(join(folder, 'file'), 'content that is longer');
  expect(await idOf()).not.toBe(before);
});

test('only a change that is a while ago is told from the next one', async () => {
  const settledOf = async (now: number) => {
    vi.setSystemTime(now);
    const file = await openForeign(folder, 'file');
    await file?.handle.close();
    return file?.isSettled;
  };
  const { ctimeMs } = await stat(join(folder, 'file'));
  expect(await settledOf(ctimeMs)).toBe(false);
  expect(await settledOf(ctimeMs + 1_000)).toBe(true);
});

test('a file or a folder that is not there is undefined', async () => {
  expect(await openForeign(folder, 'gone')).toBeUndefined();
  expect(await openForeign(join(folder, 'gone'), 'file')).toBeUndefined();
});

test.each([
  ['a link', (path: string) => symlink(join(folder, 'file'), path)],
  ['a second name', (path: string) => link(join(folder, 'file'), path)],
  ['a folder', (path: string) => mkdir(path)],
])('%s is refused', async (_, make) => {
  await make(join(folder, 'odd'));
  await expect(openForeign(folder, 'odd')).rejects.toMatchObject({ code: 'layout-invalid' });
});

test('a file is read whole, or not at all when it is longer than the limit', async () => {
  expect(String(await readForeign(folder, 'file', 7))).toBe('content');
  expect(await readForeign(folder, 'file', 6)).toBeUndefined();
  expect(await readForeign(folder, 'gone', 7)).toBeUndefined();
});
