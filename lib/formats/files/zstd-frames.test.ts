import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createFrameCutter } from './zstd-frames.ts';

const frames = ['', 'hello', 'x'.repeat(300_000), Array.from({ length: 90_000 }, (_, at) => at).join()].map(
  (text) => zstdCompressSync(text),
);
const skipped = Buffer.concat([Buffer.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0), Buffer.from('abc')]);

test('a stream is cut where frames end', () => {
  const pieces = cut([Buffer.concat([...frames, skipped, ...frames])]);
  expect(pieces.map((piece) => piece.length)).toEqual(
    [...frames, skipped, ...frames].map((frame) => frame.length),
  );
});

test('in whatever chunks it comes', () => {
  const bytes = Buffer.concat([...frames.slice(0, 2), skipped, ...frames.slice(0, 2)]);
  const pieces = cut([...bytes].map((byte) => Uint8Array.of(byte)));
  expect(Buffer.concat(pieces)).toEqual(bytes);
});

test('what is no frame does not come out', () => {
  expect(cut([Buffer.concat([skipped, Buffer.from('garbage that goes on')])])).toHaveLength(1);
});

function cut(chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  const { push } = createFrameCutter();
  return chunks.flatMap((chunk) => push(chunk));
}
