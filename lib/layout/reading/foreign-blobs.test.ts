import { mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { digestOf } from '#e2e/faults/scratch-registry';
import { blobPath, readBlob } from '#lib/layout/content/locate-blob';
import { foreignBlobs } from '#lib/layout/reading/foreign-blobs';
import { parseDigest } from '#lib/oci/digest';

const digest = digestOf('content');
const { signal } = new AbortController();
let folder = '';

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'orrery-blobs-')));
  await write('content');
  return () => rm(folder, { recursive: true, force: true });
});

afterEach(() => void vi.useRealTimers());

async function write(content: string, of = digest): Promise<void> {
  await mkdir(dirname(blobPath(folder, of)), { recursive: true });
  await writeFile(blobPath(folder, of), content);
}

test('a blob is located, verified and read', async () => {
  const blob = await foreignBlobs()(folder)(digest);
  if (blob === undefined) throw new Error('There is no blob.');
  await blob.verify?.(signal);
  expect(String(await readBlob(blob))).toBe('content');
});

test('a blob that is not there is undefined', async () => {
  expect(await foreignBlobs()(folder)(digestOf('gone'))).toBeUndefined();
});

test('a file with another content than its digest is refused, also after it had the right one', async () => {
  const locate = foreignBlobs()(folder);
  await (await locate(digest))?.verify?.(signal);
  await write('another content');
  const blob = await locate(digest);
  await expect(blob?.verify?.(signal)).rejects.toMatchObject({ code: 'layout-invalid' });
});

test('a file that changes after it was located is not opened', async () => {
  const blob = await foreignBlobs()(folder)(digest);
  await write('another content');
  await expect(blob?.open()).rejects.toMatchObject({ code: 'layout-invalid' });
});

test('a digest of an algorithm that nobody can compute cannot be verified', async () => {
  const unknown = parseDigest(`blake3:${'a'.repeat(64)}`);
  await write('content', unknown);
  const blob = await foreignBlobs()(folder)(unknown);
  await expect(blob?.verify?.(signal)).rejects.toMatchObject({ code: 'layout-invalid' });
});

test('the hash of a file is remembered once its last change is a while ago', async () => {
  const gone = AbortSignal.abort(new Error('hashed again'));
  const locate = foreignBlobs()(folder);
  const verifyTwice = async () => {
    await (await locate(digest))?.verify?.(signal);
    await (await locate(digest))?.verify?.(gone);
  };
  const { ctimeMs } = await stat(blobPath(folder, digest));
  vi.setSystemTime(ctimeMs);
  await expect(verifyTwice()).rejects.toThrow('hashed again');
  vi.setSystemTime(ctimeMs + 1_000);
  await verifyTwice();
});

test('verifying ends when the request does', async () => {
  const blob = await foreignBlobs()(folder)(digest);
  await expect(blob?.verify?.(AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
});
