import { ASN1Obj } from '@sigstore/core';
import { expect, test } from 'vitest';
import { der, sequence } from './notation/testing/der.ts';
import { hasShortNumbers } from './short-numbers.ts';

test.each([0x02, 0x06])('a number or an identifier of a kilobyte is not short: tag %i', (tag) => {
  const long = ASN1Obj.parseBuffer(Buffer.from(sequence(sequence(der(tag, Buffer.alloc(1024, 0xff))))));
  const short = ASN1Obj.parseBuffer(Buffer.from(sequence(sequence(der(tag, Buffer.alloc(64, 1))))));
  expect([hasShortNumbers(long), hasShortNumbers(short)]).toEqual([false, true]);
});

test('other content may be long', () => {
  const text = ASN1Obj.parseBuffer(Buffer.from(sequence(der(0x0c, Buffer.alloc(4096, 0x61)))));
  expect(hasShortNumbers(text)).toBe(true);
});
