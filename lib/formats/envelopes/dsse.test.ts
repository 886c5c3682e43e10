import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';
import { envelope, statement } from '#lib/formats/testing/sketch';

const hash = 'a'.repeat(64);
const spdx = {
  ...statement('https://spdx.dev/Document', { spdxVersion: 'SPDX-2.3', packages: [{}] }),
  subject: [{ name: 'app', digest: { sha256: hash } }],
};
const bindingOf = (value: unknown) => readingOf(JSON.stringify(value)).documents[0]?.binding;

test('the binding is that of the statement within', () => {
  expect(bindingOf(envelope(spdx))).toEqual({ state: 'unknown', names: [`sha256:${hash}`] });
});

test.each([
  ['no payload', { ...envelope(spdx), payload: '' }, 'Its payload is empty.'],
  ['no signature', { ...envelope(spdx), signatures: [] }, 'It holds no signature.'],
  ['an empty signature', { ...envelope(spdx), signatures: [{ sig: '' }] }, 'It holds no signature.'],
  [
    'a statement about nothing',
    envelope({ ...spdx, subject: [] }),
    'Its statement has no subject, so it is about nothing.',
  ],
])('an envelope with %s is empty', (_, value, reason) => {
  expect(bindingOf(value)).toEqual({ state: 'empty', reason });
});

test('a payload that nobody knows is an envelope of its type', () => {
  const value = { ...envelope('hello'), payloadType: 'application/vnd.acme.review' };
  expect(readingOf(JSON.stringify(value)).documents[0]).toMatchObject({
    kind: 'attestation',
    format: 'dsse',
    title: 'Envelope · application/vnd.acme.review',
  });
});
