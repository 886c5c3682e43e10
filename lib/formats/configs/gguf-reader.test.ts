import { expect, test } from 'vitest';
import { ggufText, little } from '#lib/formats/testing/make-models';
import { GgufReader } from './gguf-reader.ts';

function reader(version: number, bytes: readonly number[]): GgufReader {
  return new GgufReader(
    new Uint8Array([...new TextEncoder().encode('GGUF'), ...little(version, 4), ...bytes]),
  );
}

test('lengths have 32 bits in version 1 and 64 after it', () => {
  expect(reader(1, little(7, 4)).length()).toBe(7);
  expect(reader(2, little(7, 8)).length()).toBe(7);
});

test('a text that is longer than the file, and a length that no file has, are refused', () => {
  expect(reader(3, ggufText('name')).string()).toBe('name');
  expect(() => reader(3, ggufText('name').slice(0, -1)).string()).toThrow(RangeError);
  expect(() =>
    reader(
      3,
      Array.from({ length: 8 }, () => 0xff),
    ).length(),
  ).toThrow(RangeError);
});

test('numbers are read by their type, and another type is refused', () => {
  expect(reader(3, [0xff]).number(1)).toBe('-1');
  expect(reader(3, [0xcd, 0xcc, 0xcc, 0x3d]).number(6)).toBe('0.1');
  expect(
    reader(
      3,
      Array.from({ length: 8 }, () => 0xff),
    ).number(11),
  ).toBe('-1');
  expect(() => reader(3, [0]).number(13)).toThrow(RangeError);
});
