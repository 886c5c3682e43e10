import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSafetensors } from '#lib/formats/testing/make-models';
import { readSafetensors } from './safetensors.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const head = {
  __metadata__: { format: 'pt', 'modelspec.title': 'Smol', 'modelspec.license': 'MIT' },
  'embed.weight': { dtype: 'BF16', shape: [1000, 64], data_offsets: [0, 128_000] },
  'norm.weight': { dtype: 'F32', shape: [64], data_offsets: [128_000, 128_256] },
};

function read(bytes: Uint8Array, isWhole = true) {
  return readSafetensors('', bytes, { ...whole, isWhole });
}

test('a model says its parameters, how they are written, and what its metadata tells', () => {
  const reading = read(makeSafetensors(head));
  expect(reading).toMatchObject({ format: 'safetensors', title: 'Safetensors model · Smol' });
  expect(reading?.summary?.()).toEqual({
    of: 'model',
    name: 'Smol',
    parameters: '64,064',
    quantization: 'BF16, F32',
    licences: ['MIT'],
  });
  expect([...(reading?.rows?.fields?.() ?? [])]).toContainEqual({
    path: 'embed.weight',
    value: '1000 × 64 BF16',
  });
});

test('of a head that is cut no sum is told', () => {
  const reading = read(makeSafetensors(head).subarray(0, 190), false);
  expect(reading?.summary?.()).not.toHaveProperty('parameters');
  expect(reading?.problems).toEqual([
    'Its header is longer than the part that was read: more tensors follow.',
  ]);
});

test('other bytes are no model', () => {
  expect(read(makeSafetensors({ a: 1 }))).toBeUndefined();
  expect(read(new TextEncoder().encode('{"a":1} {"b":2}'))).toBeUndefined();
});

test('whatever a head says, there is an answer', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(300), fc.boolean(), (json, kept, isWhole) => {
      const reading = read(makeSafetensors({ ...head, x: JSON.parse(json) }).subarray(0, kept), isWhole);
      if (reading !== undefined) expect(reading.summary?.()).toMatchObject({ of: 'model' });
    }),
  );
});
