import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseEncoding, encodings } from './choose-encoding.ts';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['x-gzip', 'gzip'],
  ['BR', 'br'],
  ['br;q=0', undefined],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0.0, gzip;q=0.000', undefined],
  ['br; q=0.2, gzip; q=0.8', 'gzip'],
  ['br;q=0.5, gzip;q=0.5', 'br'],
  ['*', 'br'],
  ['*;q=0', undefined],
  ['br;q=0, *', 'gzip'],
  ['gzip;q=0.5, *;q=0.1', 'gzip'],
  ['identity', undefined],
  ['identity;q=1, br;q=0.5', undefined],
  ['identity;q=0.5, br', 'br'],
  ['identity;q=0, gzip', 'gzip'],
  ['br;q=2', undefined],
  ['br;q=high', undefined],
  ['brotli', undefined],
  ['xbr, br2', undefined],
  ['br;level=3', 'br'],
])('%j takes %s', (header, expected) => {
  expect(chooseEncoding(header, encodings)).toBe(expected);
});

test('nothing that is not offered is chosen', () => {
  expect(chooseEncoding('br, gzip;q=0.5', ['gzip'])).toBe('gzip');
  expect(chooseEncoding('br, gzip', [])).toBe(undefined);
});

test('whatever stands in the header, the answer is an offered form or none', () => {
  const part = fc.constantFrom('br', 'gzip', '*', 'identity', ';', 'q=', '0', '1', '.', ',', ' ', 'x', '\t');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      expect(['br', 'gzip', undefined]).toContain(chooseEncoding(parts.join(''), encodings));
    }),
  );
});
