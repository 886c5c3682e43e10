import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { commitFile, linkFiles, makeFolder, writeAtomically } from '#lib/layout/files/atomic-write';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-atomic-'));
  return () => rm(folder, { recursive: true, force: true });
});

test('a file replaces the one before, and its temporary name is gone', async () => {
  await writeFile(join(folder, 'index.json'), 'before');
  await writeAtomically(join(folder, 'temporary'), join(folder, 'index.json'), 'after');
  expect(await readFile(join(folder, 'index.json'), 'utf8')).toBe('after');
  expect(await readdir(folder)).toEqual(['index.json']);
});

test('a write that fails leaves neither a part nor a temporary file', async () => {
  await mkdir(join(folder, 'taken', 'inside'), { recursive: true });
  const write = writeAtomically(join(folder, 'temporary'), join(folder, 'taken'), 'text');
  await expect(write).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

test('a committed file gets the folders that its place needs', async () => {
  await writeFile(join(folder, 'temporary'), 'text');
  await commitFile(join(folder, 'temporary'), join(folder, 'blobs', 'sha256', 'a'));
  expect(await readFile(join(folder, 'blobs', 'sha256', 'a'), 'utf8')).toBe('text');
});

test('a link is a second name of the same file, and a name that is taken keeps its file', async () => {
  await writeFile(join(folder, 'one'), 'one');
  await writeFile(join(folder, 'two'), 'two');
  const target = join(folder, 'deep', 'name');
  await linkFiles([{ source: join(folder, 'one'), target }]);
  await linkFiles([{ source: join(folder, 'two'), target }]);
  expect(await readFile(target, 'utf8')).toBe('one');
  expect((await stat(target)).ino).toBe((await stat(join(folder, 'one'))).ino);
});

test('a link to a file that is gone fails', async () => {
  const link = linkFiles([{ source: join(folder, 'gone'), target: join(folder, 'name') }]);
  await expect(link).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a folder that exists is left as it is', async () => {
  await makeFolder(join(folder, 'a', 'b'));
  await makeFolder(join(folder, 'a', 'b'));
  expect(await readdir(join(folder, 'a'))).toEqual(['b']);
});
