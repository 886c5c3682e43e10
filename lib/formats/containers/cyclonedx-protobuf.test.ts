import { expect, test } from 'vitest';
import { openCycloneDxProtobuf } from './cyclonedx-protobuf.ts';

type Bytes = readonly number[];
const varint = (value: number): Bytes =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
const message = (field: number, ...parts: readonly Bytes[]): Bytes => {
  const bytes = parts.flat();
  return [...varint((field << 3) | 2), ...varint(bytes.length), ...bytes];
};
const text = (field: number, value: string): Bytes => message(field, [...new TextEncoder().encode(value)]);
const integer = (field: number, value: number): Bytes => [...varint(field << 3), ...varint(value)];

function open(bytes: Bytes, isWhole = true): unknown {
  return openCycloneDxProtobuf({ bytes: new Uint8Array(bytes), start: '', text: () => '', isWhole })
    ?.values[0];
}

const bom = [
  ...text(1, '1.6'),
  ...text(3, 'urn:uuid:1'),
  ...message(
    4,
    message(1, integer(1, 1_795_687_200)),
    message(2, message(6, text(8, 'builder'))),
    message(4, integer(1, 1), text(8, 'web')),
  ),
  ...message(
    5,
    integer(1, 3),
    text(3, 'a'),
    text(8, 'a'),
    text(9, '1'),
    message(12, integer(1, 3), text(2, 'ab')),
    message(13, message(1, text(1, 'MIT'))),
    text(16, 'pkg:npm/a@1'),
    message(21, text(8, 'b')),
  ),
  ...message(8, text(1, 'a'), message(2, text(1, 'b'))),
  ...message(10, text(2, 'CVE-1'), message(16, integer(1, 6)), message(17, text(1, 'a'))),
];

test('a message is the same as its JSON', () => {
  expect(open(bom)).toEqual({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:1',
    metadata: {
      timestamp: '2026-11-26T10:00:00Z',
      tools: { components: [{ name: 'builder' }] },
      component: { type: 'application', name: 'web' },
    },
    components: [
      {
        type: 'library',
        'bom-ref': 'a',
        name: 'a',
        version: '1',
        hashes: [{ alg: 'SHA-256', content: 'ab' }],
        licenses: [{ license: { id: 'MIT' } }],
        purl: 'pkg:npm/a@1',
        components: [{ name: 'b' }],
      },
    ],
    dependencies: [{ ref: 'a', dependsOn: ['b'], provides: undefined }],
    vulnerabilities: [{ id: 'CVE-1', analysis: { state: 'not_affected' }, affects: [{ ref: 'a' }] }],
  });
});

test('of the head of one only the version is told', () => {
  expect(open(bom.slice(0, 20), false)).toEqual({ bomFormat: 'CycloneDX', specVersion: '1.6' });
});

test('other bytes are none', () => {
  expect(open(text(1, 'hello'))).toBeUndefined();
  expect(open([0x0a, 3, 0x31])).toBeUndefined();
  expect(open([...text(1, '1.6'), 0xff])).toBeUndefined();
});
