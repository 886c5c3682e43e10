import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readContent } from '#lib/formats/content/read-content';
import { ggufText, little, makeGguf } from '#lib/formats/testing/make-models';
import { parseDigest } from '#lib/oci/digest';

const model = makeGguf([
  ['general.architecture', 8, ggufText('llama')],
  ['general.name', 8, ggufText('Smol')],
  ['general.size_label', 8, ggufText('1B')],
  ['general.license', 8, ggufText('apache-2.0')],
  ['general.file_type', 4, little(15, 4)],
  ['llama.context_length', 10, little(8192, 8)],
  ['llama.rope', 6, [0, 0, 0x80, 0x3f]],
  ['tokenizer.add', 7, [1]],
  [
    'tokenizer.tokens',
    9,
    [...little(8, 4), ...little(13, 8), ...Array.from({ length: 13 }, (_, at) => ggufText(`t${at}`)).flat()],
  ],
]);

function read(bytes: Uint8Array, isWhole = true) {
  const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
  const blob = { mediaType: 'application/octet-stream', digest, size: bytes.length };
  return readContent({ blob, bytes, isWhole }).documents[0];
}

test('a model says what it is called, how it is built and under which licence', () => {
  expect(read(model)).toMatchObject({
    kind: 'model',
    format: 'gguf',
    version: '3',
    title: 'GGUF model Smol 1B',
  });
  expect(read(model)?.summary?.()).toEqual({
    of: 'model',
    name: 'Smol',
    architecture: 'llama',
    parameters: '1B',
    quantization: 'Q4_K_M',
    licences: ['apache-2.0'],
  });
});

test('its metadata and its tensors are fields, and a long list is told by its first values', () => {
  const fields = new Map([...(read(model)?.rows?.fields?.() ?? [])].map(({ path, value }) => [path, value]));
  expect(fields.get('llama.context_length')).toBe('8192');
  expect(fields.get('llama.rope')).toBe('1');
  expect(fields.get('tokenizer.add')).toBe('true');
  expect(fields.get('tokenizer.tokens')).toMatch(/^t0, t1, .* and 1 more$/);
  expect(fields.get('token_embd.weight')).toBe('4 × 2 Q8_0');
  expect(read(model)?.problems).toBeUndefined();
});

test('of a head that is cut is told what was read, and that more follows', () => {
  const head = read(model.subarray(0, 150), false);
  expect(head?.title).toBe('GGUF model Smol 1B');
  expect(head?.problems).toEqual([
    'Its header is longer than the part that was read: more fields and tensors follow.',
  ]);
  expect(read(model.subarray(0, 150))?.problems).toEqual([
    'Its header ends too early, or is not valid GGUF.',
  ]);
});

test('a big-endian model is read as well', () => {
  const big = (value: number, bytes: number) => little(value, bytes).toReversed();
  const name = new TextEncoder().encode('general.file_type');
  const pair = [...big(name.length, 8), ...name, ...big(4, 4), ...big(1, 4)];
  const bytes = [...new TextEncoder().encode('GGUF'), ...big(3, 4), ...big(0, 8), ...big(1, 8), ...pair];
  expect(read(new Uint8Array(bytes))).toMatchObject({ version: '3' });
  expect(read(new Uint8Array(bytes))?.summary?.()).toEqual({ of: 'model', quantization: 'F16' });
});

test('whatever follows the magic number, there is a reading', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(model.length), (rest, kept) => {
      const bytes = new Uint8Array([...model.subarray(0, Math.max(8, kept)), ...rest]);
      expect(read(bytes)?.summary?.()).toMatchObject({ of: 'model' });
      expect([...(read(bytes)?.rows?.fields?.() ?? [])].length).toBeLessThan(1_000);
    }),
  );
});
