import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derElements, derOid, derText, derTime } from './der.ts';

const element = (hex: string) => derElements(Uint8Array.from(Buffer.from(hex, 'hex')))[0];
const text = (tag: string, value: string) =>
  element(`${tag}${value.length.toString(16).padStart(2, '0')}${Buffer.from(value).toString('hex')}`);

test.each([
  ['0603550403', '2.5.4.3'],
  ['060a2b0601040183bf300108', '1.3.6.1.4.1.57264.1.8'],
  ['06082a8648ce3d030107', '1.2.840.10045.3.1.7'],
])('%s is the identifier %s', (hex, oid) => {
  expect(derOid(element(hex))).toBe(oid);
});

test.each([
  ['17', '260102030405Z', '2026-01-02T03:04:05Z'],
  ['17', '500102030405Z', '1950-01-02T03:04:05Z'],
  ['18', '21260102030405Z', '2126-01-02T03:04:05Z'],
  ['18', '20260102030405.123Z', '2026-01-02T03:04:05Z'],
  ['17', '20260102030405Z', undefined],
  ['18', 'tomorrow', undefined],
  ['0c', '260102030405Z', undefined],
])('%s %s is the time %s', (tag, value, time) => {
  expect(derTime(text(tag, value))).toBe(time);
});

test('nothing is no text, no identifier and no time', () => {
  expect([derText(undefined), derOid(undefined), derTime(undefined)]).toEqual(['', '', undefined]);
});

test('elements end where the bytes end or are malformed', () => {
  expect(derElements(Uint8Array.of(2, 1, 7, 2, 5, 1))).toHaveLength(1);
  expect(derElements(Uint8Array.of(0x30, 0x80, 0, 0))).toEqual([]);
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const size = derElements(bytes).reduce((sum, { content }) => sum + content.length, 0);
      expect(size).toBeLessThanOrEqual(bytes.length);
    }),
  );
});
