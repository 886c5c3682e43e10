import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nextTurn } from '#lib/async/slices';
import { openDiskSync } from './disk-sync.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-disk-sync-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file on a disk that is done with a sync when it is told to, and what has happened in which order. */
function openSlowDisk() {
  const path = join(folder, 'journal.db-wal');
  writeFileSync(path, 'content');
  const syncs: PromiseWithResolvers<void>[] = [];
  const happened: string[] = [];
  const disk = openDiskSync(path, async () => {
    happened.push('begins');
    const sync = Promise.withResolvers<void>();
    syncs.push(sync);
    await sync.promise;
  });
  const ask = (name: string) => disk.sync().then(() => void happened.push(name));
  return { disk, ask, syncs, happened };
}

test('a call waits for a sync that began after it, and shares it with those that wait too', async () => {
  const { disk, ask, syncs, happened } = openSlowDisk();
  const a = ask('a');
  await nextTurn();
  const later = [ask('b'), ask('c')];
  await nextTurn();
  expect(happened).toEqual(['begins']);
  syncs[0]?.resolve();
  await a;
  await nextTurn();
  expect(happened).toEqual(['begins', 'a', 'begins']);
  syncs[1]?.resolve();
  await Promise.all(later);
  expect(happened).toEqual(['begins', 'a', 'begins', 'b', 'c']);
  await disk.close();
});

test('after a failure every call fails, and the disk is not asked again', async () => {
  const { disk, ask, syncs, happened } = openSlowDisk();
  const first = ask('a');
  await nextTurn();
  const calls = Promise.allSettled([first, ask('b')]);
  syncs[0]?.reject(Object.assign(new Error('fdatasync'), { code: 'EIO' }));
  const lost = {
    code: 'record-lost',
    message: expect.stringContaining('did not keep what was written to journal.db-wal'),
  };
  const refused = { status: 'rejected', reason: lost };
  expect(await calls).toMatchObject([refused, refused]);
  await expect(ask('c')).rejects.toMatchObject(lost);
  expect(happened).toEqual(['begins']);
  await disk.close();
});

test('closing waits for the sync under way', async () => {
  const { disk, ask, syncs, happened } = openSlowDisk();
  const a = ask('a');
  const closed = disk.close().then(() => void happened.push('closed'));
  await nextTurn();
  syncs[0]?.resolve();
  await Promise.all([a, closed]);
  expect(happened).toEqual(['begins', 'a', 'closed']);
});

test('a file is synced as the system does it, and one that is not there is none', async () => {
  const path = join(folder, 'file');
  expect(() => openDiskSync(path)).toThrow('ENOENT');
  writeFileSync(path, 'content');
  const disk = openDiskSync(path);
  await disk.sync();
  await disk.close();
});
