import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from './base64.ts';

test.each(['base64', 'base64url'] as const)('%s is decoded, padded or not', (alphabet) => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString(alphabet);
      expect([...decodeBase64(text)]).toEqual([...bytes]);
      expect([...decodeBase64(text.replaceAll('=', ''))]).toEqual([...bytes]);
    }),
  );
});

test('what was cut in the middle gives the bytes before the cut, and what is no base64 is refused', () => {
  expect([...decodeBase64('AQIDB')]).toEqual([1, 2, 3]);
  expect(() => decodeBase64('<html>')).toThrow('not base64');
});
