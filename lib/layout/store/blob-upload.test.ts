import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { digestOf } from '#e2e/faults/scratch-registry';
import { isDiskFull } from '#lib/layout/files/file-error';
import { layoutLimits } from '#lib/layout/limits';
import type { FreeSpace } from './blob-upload.ts';
import { createBlobUploads, openBlobUpload } from './blob-upload.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-upload-'));
  return () => rm(folder, { recursive: true, force: true });
});

const open = (freeSpace: FreeSpace = async () => 1_000_000) =>
  openBlobUpload({
    id: 'id',
    repository: 'acme/app',
    path: join(folder, 'upload'),
    algorithm: 'sha256',
    freeSpace,
  });
async function* body(...chunks: readonly string[]) {
  for (const chunk of chunks) yield new TextEncoder().encode(chunk);
}

test('chunks in order become the blob of their digest', async () => {
  const upload = await open();
  expect(await upload.append(body('ab', 'c'), { first: 0, last: 2 })).toBe('appended');
  expect(await upload.append(body('d'))).toBe('appended');
  expect(upload.size()).toBe(4);
  expect(await upload.finish(digestOf('abcd'), join(folder, 'blobs', 'a'))).toBe(true);
  expect(await readFile(join(folder, 'blobs', 'a'), 'utf8')).toBe('abcd');
});

test('a chunk that starts elsewhere, or is not as long as it says, changes nothing', async () => {
  const upload = await open();
  await upload.append(body('ab'));
  expect(await upload.append(body('x'), { first: 1, last: 1 })).toBe('out-of-order');
  expect(await upload.append(body('xyz'), { first: 2, last: 3 })).toBe('wrong-length');
  expect(upload.size()).toBe(2);
  expect(await upload.finish(digestOf('ab'), join(folder, 'a'))).toBe(true);
});

test('another algorithm than the one it was started with is computed from the file', async () => {
  const upload = await open();
  await upload.append(body('ab'));
  expect(await upload.finish(digestOf('ab', 'sha512'), join(folder, 'a'))).toBe(true);
});

test('another digest leaves no file', async () => {
  const upload = await open();
  await upload.append(body('ab'));
  expect(await upload.finish(digestOf('other'), join(folder, 'a'))).toBe(false);
  expect(await readdir(folder)).toEqual([]);
});

test('what arrived of a body that breaks off is kept', async () => {
  const upload = await open();
  const broken = async function* () {
    yield* body('ab');
    throw new Error('broken');
  };
  await expect(upload.append(broken())).rejects.toThrow('broken');
  await upload.append(body('c'));
  expect(await upload.finish(digestOf('abc'), join(folder, 'a'))).toBe(true);
});

test('appends that arrive together are written one after the other', async () => {
  const upload = await open();
  await Promise.all(['a', 'b', 'c'].map((text) => upload.append(body(text, text))));
  expect(await upload.finish(digestOf('aabbcc'), join(folder, 'a'))).toBe(true);
});

test('a body that is larger than the free space is refused as a full disk', async () => {
  const upload = await open(async () => 3);
  const error: unknown = await upload.append(body('ab', 'cd')).catch((reason: unknown) => reason);
  expect(isDiskFull(error)).toBe(true);
  expect(upload.size()).toBe(2);
});

test('an upload that nobody asks for in an hour makes room, and its file goes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-uploads-'));
  try {
    let now = 0;
    const uploads = createBlobUploads(
      folder,
      async () => Infinity,
      () => now,
    );
    const idle = await uploads.start('acme/app', 'sha256');
    const busy = await uploads.start('acme/app', 'sha256');
    now = layoutLimits.uploadIdleMs;
    uploads.find('acme/app', busy?.id ?? '');
    now += 1;
    const fresh = await uploads.start('acme/app', 'sha256');
    expect(uploads.find('acme/app', idle?.id ?? '')).toBeUndefined();
    expect((await readdir(folder)).sort()).toEqual([busy?.id, fresh?.id].sort());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
