import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bodyOf } from '#e2e/fakes/fake-fetch';
import { archivePath, archiveSize, clearArchives, keepArchive } from './archives.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'orrery-archives-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const options = { signal: new AbortController().signal, onBytes: () => {} };

test('an archive is there when it is whole', async () => {
  const path = archivePath(dataDir, 'plan');
  const told: number[] = [];
  const bytes = await keepArchive(path, bodyOf(['one', 'two']), {
    ...options,
    onBytes: (count) => void told.push(count),
  });
  expect(bytes).toBe(6);
  expect(told).toEqual([3, 6]);
  expect(await archiveSize(path)).toBe(6);
  expect(await readFile(path, 'utf8')).toBe('onetwo');
});

test('an archive that breaks off leaves nothing, and one before it in its place', async () => {
  const path = archivePath(dataDir, 'plan');
  await keepArchive(path, bodyOf(['whole']), options);
  await expect(keepArchive(path, bodyOf(['half'], 'break'), options)).rejects.toThrow();
  expect(await readdir(join(dataDir, 'archives'))).toEqual(['plan.tar']);
  expect(await readFile(path, 'utf8')).toBe('whole');
});

test('an archive leaves the reserve of the disk free, and nothing of itself where it does not fit', async () => {
  const path = archivePath(dataDir, 'plan');
  const full = keepArchive(path, bodyOf(['one', 'two']), { ...options, room: 5 });
  await expect(full).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(await readdir(join(dataDir, 'archives'))).toEqual([]);
  expect(await keepArchive(path, bodyOf(['one', 'two']), { ...options, room: 6 })).toBe(6);
});

test('archives go with their records, and half of one when nothing can be writing it', async () => {
  for (const id of ['known', 'forgotten']) await keepArchive(archivePath(dataDir, id), bodyOf([id]), options);
  await writeFile(`${archivePath(dataDir, 'known')}.part`, 'half');
  await writeFile(join(dataDir, 'archives', 'notes.txt'), 'not ours');
  await clearArchives(dataDir, async (id) => id === 'known', { unfinished: false });
  expect((await readdir(join(dataDir, 'archives'))).toSorted()).toEqual([
    'known.tar',
    'known.tar.part',
    'notes.txt',
  ]);
  await clearArchives(dataDir, async (id) => id === 'known', { unfinished: true });
  expect((await readdir(join(dataDir, 'archives'))).toSorted()).toEqual(['known.tar', 'notes.txt']);
});

test.for(['../journal', 'a/b', '', '.'])('no id leads elsewhere: %j', (id) => {
  expect(() => archivePath(dataDir, id)).toThrow(RangeError);
});
