import { randomBytes } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressionOf, expand } from './expand-blob.ts';

const content = randomBytes(3 * 1024 * 1024);

test.each([
  ['gzip', gzipSync(content)],
  ['zstd', Buffer.concat([zstdCompressSync(content.subarray(0, 7)), zstdCompressSync(content.subarray(7))])],
  ['none', content],
] as const)('a stream of %s unpacks to what was packed', async (compression, bytes) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of expand(inChunks(bytes), compression)) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(content)).toBe(true);
});

test('what a cut stream holds comes out before the error', async () => {
  let size = 0;
  const read = async () => {
    for await (const chunk of expand(inChunks(gzipSync(content).subarray(0, 2_000_000)), 'gzip'))
      size += chunk.byteLength;
  };
  await expect(read()).rejects.toMatchObject({ code: 'Z_BUF_ERROR' });
  expect(size).toBeGreaterThan(1_900_000);
});

test.each([
  ['gzip', [0x1f, 0x8b, 8]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['zstd', [0x50, 0x2a, 0x4d, 0x18]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['empty', []],
  ['none', [0x75, 0x73]],
] as const)('%s is told by its first bytes', (compression, bytes) => {
  expect(compressionOf(Uint8Array.from(bytes))).toBe(compression);
});

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
