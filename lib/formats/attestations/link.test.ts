import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';
import { statement } from '#lib/formats/testing/sketch';

const read = (value: unknown) => readingOf(JSON.stringify(value)).documents[0];
const link = {
  _type: 'link',
  name: 'build',
  command: ['make', 'all'],
  materials: { 'src/a.c': { sha256: 'aa' } },
  products: { a: { sha256: 'bb' }, b: {} },
  byproducts: { 'return-value': 0, stdout: 'ok' },
  environment: {},
};

test('a link of 0.9 tells the step, the command, what went in and what came out', () => {
  const document = read({ signed: link, signatures: [{ keyid: 'k', sig: 's' }] });
  expect(document).toMatchObject({
    kind: 'attestation',
    format: 'in-toto-link',
    envelope: 'in-toto-metablock',
    title: 'in-toto link · build',
  });
  expect(document?.summary?.()).toEqual({
    of: 'facts',
    facts: [
      { name: 'Step', value: 'build' },
      { name: 'Command', value: 'make all' },
      { name: 'Exit code', value: '0' },
      { name: 'Materials', value: '1' },
      { name: 'Products', value: '2' },
    ],
  });
  expect([...(document?.rows?.materials?.() ?? [])]).toEqual([{ uri: 'src/a.c', digest: 'sha256:aa' }]);
  expect([...(document?.rows?.files?.() ?? [])]).toEqual([
    { path: 'a', hashes: ['sha256:bb'] },
    { path: 'b' },
  ]);
});

test('a link that nobody wrapped, and one that is a predicate, are links', () => {
  expect(read(link)).toMatchObject({ format: 'in-toto-link', title: 'in-toto link · build' });
  expect(read(link)).not.toHaveProperty('envelope');
  const predicate = { name: 'build', materials: [{ uri: 'src/a.c', digest: { sha256: 'aa' } }] };
  const document = read(statement('https://in-toto.io/attestation/link/v0.3', predicate));
  expect(document?.title).toBe('in-toto link · build');
  expect([...(document?.rows?.materials?.() ?? [])]).toEqual([{ uri: 'src/a.c', digest: 'sha256:aa' }]);
});

test('a layout tells its steps, who signs each, and when it ends', () => {
  const layout = {
    _type: 'layout',
    steps: [{ name: 'build', expected_command: ['make'], pubkeys: ['a', 'b'], threshold: 1 }],
    inspect: [{ name: 'untar', run: ['tar', 'xf', 'a.tar'] }],
    keys: { a: {}, b: {} },
    expires: '2030-01-01T00:00:00Z',
    readme: '',
  };
  const document = read({ signed: layout, signatures: [] });
  expect(document?.title).toBe('in-toto layout · 1 step');
  expect(document?.summary?.()).toMatchObject({
    facts: expect.arrayContaining([{ name: 'Expires', value: '2030-01-01T00:00:00Z' }]),
  });
  expect([...(document?.rows?.checks?.() ?? [])]).toEqual([
    { name: 'build', detail: 'make · signed by 1 of 2 keys' },
    { name: 'untar', detail: 'tar xf a.tar' },
  ]);
});
