import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';

const hash = 'a'.repeat(64);
const base64 = (value: unknown) => btoa(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown) => readingOf(JSON.stringify(value));
const entry = { spec: { data: { hash: { algorithm: 'sha256', value: hash } } } };

test('a signature beside its log entry names the file that it signs', () => {
  const rekorBundle = { Payload: { body: base64(entry), logIndex: 1 } };
  const value = { base64Signature: 'MEUC', cert: base64('no certificate'), rekorBundle };
  expect(read(value).documents).toMatchObject([
    {
      kind: 'signature',
      format: 'cosign-bundle',
      title: 'Signature with a certificate',
      binding: { names: [`sha256:${hash}`] },
    },
  ]);
});

test('without a certificate a key was used, and a log entry that cannot be read names nothing', () => {
  const value = { base64Signature: 'MEUC', rekorBundle: { Payload: { body: 'x' } } };
  expect(read(value).documents[0]).toMatchObject({
    title: 'Signature with a key',
    binding: { state: 'unknown', reason: expect.stringContaining('names no digest') },
  });
});

test('a signature with a key and without a log stands alone, and beside other names it is something else', () => {
  expect(read({ base64Signature: 'MEUC' }).documents).toHaveLength(1);
  expect(read({ base64Signature: 'MEUC', other: 1 }).documents).toEqual([]);
});

test('each line that cosign prints is a signature of an image', () => {
  const critical = { image: { 'docker-manifest-digest': `sha256:${hash}` } };
  const line = { Base64Signature: 'MEUC', Payload: base64({ critical, optional: null }), Cert: null };
  const lines = [line, { ...line, Base64Signature: '' }].map((value) => JSON.stringify(value)).join('\n');
  expect(readingOf(lines).documents).toMatchObject([
    { format: 'cosign-simplesigning', binding: { names: [`sha256:${hash}`] } },
    { format: 'cosign-simplesigning', binding: { state: 'empty' } },
  ]);
});
