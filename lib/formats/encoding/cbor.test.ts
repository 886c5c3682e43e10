import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCbor } from './cbor.ts';

// RFC 8949 Appendix A.
test.each([
  ['17', 23],
  ['1903e8', 1000],
  ['3903e7', -1000],
  ['6449455446', 'IETF'],
  ['4401020304', Uint8Array.of(1, 2, 3, 4)],
  ['83010203', [1, 2, 3]],
  [
    'a201020304',
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
  ['c11a514b67b0', 1363896240],
  ['f5', true],
  ['9f01ff', undefined],
  ['1bffffffffffffffff', undefined],
])('%s is read', (hex, value) => {
  expect(parseCbor(Uint8Array.from(Buffer.from(hex, 'hex')))).toEqual(value);
});

test('promises of more than there is are not believed, and garbage ends', () => {
  expect(parseCbor(Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff, 1))).toEqual([1]);
  expect(() => parseCbor(new Uint8Array(2_000_000).fill(0x81))).not.toThrow();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => parseCbor(bytes) !== null));
});

test.each([
  [16, 1],
  [17, undefined],
])('a value inside %i lists is read as %j', (depth, innermost) => {
  const lists = Array.from({ length: depth }, () => 0x81);
  let value: unknown = parseCbor(Uint8Array.of(...lists, 1));
  for (let level = 0; level < depth; level += 1) value = Array.isArray(value) ? value[0] : 'no list';
  expect(value).toBe(innermost);
});
