import { encode } from 'cborg';
import { expect, test } from 'vitest';
import { readCoseEnvelope } from './cose.ts';
import { attribute } from './envelope.ts';
import { makeCose, makeSigner, plainCoseHeaders, plainPayload } from './testing/make-envelope.ts';

const signer = makeSigner();
const empty = new Uint8Array();

test('an envelope is read into its parts, times as times', () => {
  const envelope = readCoseEnvelope(makeCose(signer));
  expect(envelope).toMatchObject({ algorithm: 'ES256', critical: [attribute.scheme] });
  expect(Buffer.from(envelope.payload).toString()).toBe(plainPayload);
  expect(envelope.headers.get(attribute.signingTime)).toEqual(new Date('2026-11-26T04:00:00Z'));
  expect(envelope.chain).toHaveLength(2);
});

test('a time without its tag is a number like any other', () => {
  const headers = new Map([...plainCoseHeaders, [attribute.signingTime, 5] as const]);
  expect(readCoseEnvelope(makeCose(signer, headers)).headers.get(attribute.signingTime)).toBe(5);
});

function tagged(...parts: readonly unknown[]): Uint8Array {
  return Buffer.concat([Buffer.from([0xd2]), encode(parts)]);
}

test.each([
  ['no tag', encode([empty, new Map(), empty, empty]), 'not a tagged COSE_Sign1'],
  ['three parts', Buffer.from([0xd2, 0x83, 0x40, 0xa0, 0x40]), 'not a tagged COSE_Sign1'],
  ['bytes that are cut', makeCose(signer).subarray(0, 90), 'CBOR is broken'],
  ['bytes after the end', Buffer.concat([makeCose(signer), Buffer.from([0])]), 'CBOR is broken'],
  [
    'a name twice',
    tagged(Buffer.from([0xa2, 1, 0x26, 1, 0x26]), new Map(), empty, empty),
    'a name appears twice',
  ],
  [
    'a length that is not stated',
    tagged(Buffer.from([0xbf, 0xff]), new Map(), empty, empty),
    'CBOR is broken',
  ],
  ['headers that are a list', tagged(empty, [], empty, empty), 'headers are not a map'],
  ['a payload that is elsewhere', tagged(empty, new Map(), null, empty), 'payload is not there'],
  [
    'critical headers that nobody signed',
    tagged(empty, new Map([[2, ['x']]]), empty, empty),
    'is not signed',
  ],
  [
    'a certificate that is no bytes',
    tagged(empty, new Map([[33, ['x']]]), empty, empty),
    'chain of certificates',
  ],
  [
    'headers that exclude each other',
    tagged(
      encode(
        new Map([
          [5, 1],
          [6, 1],
        ]),
      ),
      new Map(),
      empty,
      empty,
    ),
    'exclude',
  ],
  ['a header without a name', tagged(encode(new Map([[true, 1]])), new Map(), empty, empty), 'has no name'],
])('%s is refused', (_, bytes, reason) => {
  expect(() => readCoseEnvelope(bytes)).toThrow(reason);
});
