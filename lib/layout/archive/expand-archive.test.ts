import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { expandArchive } from '#lib/layout/archive/expand-archive';
import { layoutLimits } from '#lib/layout/limits';

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function sizeOf(bytes: Uint8Array): Promise<number> {
  let size = 0;
  for await (const chunk of expandArchive(once(bytes), layoutLimits.archiveMaxBytes))
    size += chunk.byteLength;
  return size;
}

test('an archive that unpacks to far more than it is ends early, and in words', async () => {
  const zeros = new Uint8Array(layoutLimits.archiveRatioFreeBytes + 16 * 1024 * 1024);
  await expect(sizeOf(gzipSync(zeros))).rejects.toMatchObject({
    code: 'layout-invalid',
    message: 'The archive unpacks to more than 200 times its own size.',
  });
  // As it is, it promises nothing.
  expect(await sizeOf(zeros)).toBe(zeros.byteLength);
});

test('a small one may be as regular as it likes', async () => {
  const size = 1024 * 1024;
  expect(await sizeOf(gzipSync(new Uint8Array(size)))).toBe(size);
});
