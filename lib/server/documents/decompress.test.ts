import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decompress } from './decompress.ts';

const text = new TextEncoder().encode(
  Array.from({ length: 60_000 }, (_, place) => `${(place * 7_919) % 60_000}`).join(),
);
const packers = { gzip: gzipSync, zstd: zstdCompressSync, deflate: deflateSync } as const;

test.each(['gzip', 'zstd', 'deflate'] as const)('%s is opened, whole or cut', (encoding) => {
  const packed = packers[encoding](text);
  expect(decompress(packed, encoding, 1_000_000)).toEqual(Buffer.from(text));
  expect(decompress(packed.subarray(0, -4), encoding, 1_000_000)?.length).toBeGreaterThan(0);
});

test.each(['gzip', 'zstd', 'deflate'] as const)(
  '%s that holds more than is allowed stays closed',
  (encoding) => {
    expect(decompress(packers[encoding](Buffer.alloc(10_000_000)), encoding, 1_000_000)).toBeUndefined();
  },
);

test('what is not packed stays closed', () => {
  expect(decompress(text, 'gzip', 1_000_000)).toBeUndefined();
});
