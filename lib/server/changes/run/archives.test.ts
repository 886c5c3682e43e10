import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bodyOf } from '#e2e/fakes/fake-fetch';
import { archivePath, archiveSize, keepArchive } from '#lib/server/changes/run/archives';

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

test.for(['../journal', 'a/b', '', '.'])('no id leads elsewhere: %j', (id) => {
  expect(() => archivePath(dataDir, id)).toThrow(RangeError);
});
