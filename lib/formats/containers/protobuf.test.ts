import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProtobufMessage } from './protobuf.ts';
import { parseProtobuf } from './protobuf.ts';

const person: ProtobufMessage = () => ({
  1: { name: 'name', type: 'text' },
  2: { name: 'friends', type: person, isRepeated: true },
  3: { name: 'role', type: ['none', 'owner'] },
  4: { name: 'score', type: 'double' },
  5: { name: 'since', type: 'timestamp' },
  6: { name: 'isKnown', type: 'boolean' },
  7: { name: 'age', type: 'integer' },
});

const text = (value: string) => [value.length, ...new TextEncoder().encode(value)];

test('a message is an object of the fields that the table names', () => {
  const friend = [0x0a, ...text('Bob')];
  const bytes = [
    ...[0x0a, ...text('Ada')],
    ...[0x12, friend.length, ...friend, 0x12, friend.length, ...friend],
    ...[0x18, 1],
    ...[0x21, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f],
    ...[0x2a, 2, 0x08, 60],
    ...[0x30, 1, 0x38, 0xac, 0x02],
    ...[0x7a, 1, 0xff, 0x7d, 1, 2, 3, 4],
  ];
  expect(parseProtobuf(new Uint8Array(bytes), person)).toEqual({
    name: 'Ada',
    friends: [{ name: 'Bob' }, { name: 'Bob' }],
    role: 'owner',
    score: 1.5,
    since: '1970-01-01T00:01:00Z',
    isKnown: true,
    age: 300,
  });
});

test.each([
  ['a text that is cut', [0x0a, 9, 0x41]],
  ['a varint that never ends', Array(20).fill(0xff)],
  ['a wire type that is none', [0x0b]],
])('%s is no message', (_, bytes) => {
  expect(parseProtobuf(new Uint8Array(bytes), person)).toBeUndefined();
});

test('a message within a thousand others is refused', () => {
  let bytes = new Uint8Array();
  for (let level = 0; level < 1000; level++)
    bytes = new Uint8Array([0x12, ...varint(bytes.length), ...bytes]);
  expect(parseProtobuf(bytes, person)).toBeUndefined();
});

test('whatever the bytes are, there is an object or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const value = parseProtobuf(bytes, person);
      return value === undefined || typeof value === 'object';
    }),
  );
});

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
