import { gunzipSync, gzipSync, inflateSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { formatLimits } from '#lib/formats/limits';
import type { Decompress } from './unpack.ts';
import { unpack } from './unpack.ts';

const openers = { gzip: gunzipSync, zstd: zstdDecompressSync, deflate: inflateSync };
const decompress: Decompress = (bytes, encoding) => {
  try {
    return openers[encoding](bytes);
  } catch {
    return undefined;
  }
};
const text = new TextEncoder().encode('{"a":1}');

test('what is packed is opened, once or twice, and other bytes stay', () => {
  for (const packed of [gzipSync(text), zstdCompressSync(text), gzipSync(gzipSync(text)), text])
    expect(Buffer.from(unpack(packed, true, decompress).bytes).toString()).toBe('{"a":1}');
  expect(unpack(new TextEncoder().encode('x^ is a letter'), true, decompress)).toMatchObject({
    problems: [],
  });
});

test('what stays packed says why', () => {
  expect(unpack(gzipSync(text), true, undefined).problems).toEqual([
    'It is packed with gzip, which is not opened here.',
  ]);
  const broken = Uint8Array.of(0x1f, 0x8b, 8, 1, 2, 3);
  expect(unpack(broken, true, decompress).problems).toEqual([
    'It is packed with gzip, and cannot be opened: it is broken, or becomes more than 64.0 MiB.',
  ]);
});

test('what grows beyond the limit is a head, and said to be', () => {
  const most = new Uint8Array(formatLimits.unpackedMaxBytes);
  expect(unpack(gzipSync(text), true, () => most)).toMatchObject({
    isWhole: false,
    problems: ['It is packed with gzip; only the first 64.0 MiB of it were opened.'],
  });
});
