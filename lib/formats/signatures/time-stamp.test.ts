import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { derElements } from '#lib/formats/encoding/der';
import { timeStampResponse } from '#lib/formats/testing/certificates';
import { timeOfTimeStamp } from './time-stamp.ts';

const response = decodeBase64(timeStampResponse);

test('the time of a time stamp is found in the response and in the stamp by itself', () => {
  expect(timeOfTimeStamp(response)).toBe('2026-11-26T14:05:44Z');
  // The response is a sequence of a status of five bytes and the stamp.
  const [outer] = derElements(response);
  expect(timeOfTimeStamp((outer?.content ?? response).subarray(5))).toBe('2026-11-26T14:05:44Z');
});

test('bytes that are no time stamp have no time, and nothing breaks', () => {
  expect(timeOfTimeStamp(new Uint8Array())).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(response.length - 1), fc.nat(255), fc.nat(response.length), (at, value, end) => {
      const bytes = response.slice();
      bytes[at] = value;
      expect(['string', 'undefined']).toContain(typeof timeOfTimeStamp(bytes.subarray(0, end)));
    }),
  );
});
