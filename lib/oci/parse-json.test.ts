import { expect, test } from 'vitest';
import { isJsonObject, parseJson } from './parse-json.ts';

test('a document is read from text and from bytes', () => {
  expect(parseJson('{"a":[1,"]"]}')).toEqual({ a: [1, ']'] });
  expect(parseJson(new TextEncoder().encode('"ä"'))).toBe('ä');
});

test('nesting of a million levels is refused before it is parsed', () => {
  expect(() => parseJson('['.repeat(1_000_000))).toThrow(expect.objectContaining({ code: 'json-too-deep' }));
  expect(() => parseJson(`${'{"a":'.repeat(70)}1${'}'.repeat(70)}`)).toThrow('nested deeper');
});

test('brackets inside of strings do not count as nesting', () => {
  const text = `{"a":"${'['.repeat(500)}\\"${'{'.repeat(500)}"}`;
  expect(isJsonObject(parseJson(text))).toBe(true);
});

test.each(['', '{', '<html>', '{"a":}'])('%j is not JSON', (text) => {
  expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'json-invalid' }));
});

test('bytes that are no UTF-8 are refused', () => {
  expect(() => parseJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow('not UTF-8');
});

test('neither null nor an array is an object', () => {
  expect([isJsonObject(null), isJsonObject([]), isJsonObject({})]).toEqual([false, false, true]);
});
