import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileTypeOf } from './file-type.ts';

const bytesOf = (hex: string, at = 0) => {
  const bytes = new Uint8Array(at + hex.length / 2);
  bytes.set(
    Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    at,
  );
  return bytes;
};
const textOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each<readonly [string, Uint8Array]>([
  ['gzip archive', bytesOf('1f8b0800')],
  ['Zstandard archive', bytesOf('28b52ffd00')],
  ['tar archive', bytesOf('7573746172', 257)],
  ['ELF program or library, 64-bit, for amd64', bytesOf('7f454c4602010100000000000000000002003e00')],
  [
    'ELF program or library, 64-bit, for s390x',
    bytesOf('7f454c46020201000000000000000000000200'.concat('16')),
  ],
  ['Mach-O program or library, 64-bit, for arm64', bytesOf('cffaedfe0c000001')],
  ['Java class', bytesOf('cafebabe00'.concat('0100'))],
  ['WebAssembly module', bytesOf('0061736d01000000')],
  ['GGUF model, version 3', bytesOf('4747554603000000')],
  ['safetensors model', bytesOf('50000000000000007b22')],
  [
    'ZIP archive, Java or another archive with a manifest',
    textOf(`PK\x03\x04${'\0'.repeat(26)}META-INF/MANIFEST.MF`),
  ],
  ['PEM text, certificate', textOf('-----BEGIN CERTIFICATE-----\n')],
  ['script, for /usr/bin/env python3', textOf('#!/usr/bin/env python3\n')],
  ['WebP picture', textOf('RIFF\x01\x02\x03\x04WEBP')],
])('%s', (name, head) => {
  const type = fileTypeOf(head);
  expect(type?.detail === undefined ? type?.name : `${type.name}, ${type.detail}`).toBe(name);
});

test('what has no magic number is not guessed', () => {
  expect(fileTypeOf(textOf('hello'))).toBeUndefined();
  expect(fileTypeOf(new Uint8Array())).toBeUndefined();
});

test('any bytes give a type or none, also where they end too early', () => {
  const heads = [
    '7f454c46',
    '4d5a',
    'cffaedfe',
    '504b0304',
    '47475546',
    '2321',
    '2d2d2d2d2d424547494e20',
    '',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      const type = fileTypeOf(Uint8Array.from([...bytesOf(start), ...rest]));
      expect(typeof (type?.name ?? '')).toBe('string');
    }),
  );
});
