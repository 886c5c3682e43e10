import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatReference } from '#lib/oci/reference';
import { readHost, readObject } from './palette-object.ts';

const here = { registry: 'a.io', repository: 'team/web' };
const digest = `sha256:${'0'.repeat(64)}`;
const read = (text: string) => {
  const reference = readObject(text, here);
  return reference === undefined ? undefined : formatReference(reference);
};

test.each([
  ['1.12.0', 'a.io/team/web:1.12.0'],
  [digest, `a.io/team/web@${digest}`],
  ['team/app:1', 'a.io/team/app:1'],
  ['app:1', 'a.io/app:1'],
  ['ghcr.io/org/app:1', 'ghcr.io/org/app:1'],
  ['localhost:5000/app:1', 'localhost:5000/app:1'],
])('%s names %s', (text, reference) => {
  expect(read(text)).toBe(reference);
});

test.each(['', 'a b', 'sha256:12', 'team//app', '1.9 1.10'])('%j names nothing', (text) => {
  expect(read(text)).toBeUndefined();
});

test('at a registry a word is a repository of it', () => {
  const reference = readObject('web', { registry: 'a.io' });
  expect(reference).toEqual({ registry: 'a.io', repository: 'web', tag: 'latest' });
});

test('any text names an artifact, or nothing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => read(text)).not.toThrow();
    }),
  );
});

test('on a page of no registry only a whole reference names something', () => {
  expect(readObject('ghcr.io/org/app:1', {})).toMatchObject({ registry: 'ghcr.io', tag: '1' });
  expect(readObject('app:1', {})).toBeUndefined();
});

test.each([
  ['ghcr.io', 'ghcr.io'],
  ['localhost:5000', 'localhost:5000'],
  ['localhost', 'localhost'],
  ['reg.example:443', 'reg.example:443'],
])('%s is a registry alone', (text, host) => {
  expect(readHost(text)).toBe(host);
});

test.each(['web', 'web:1', 'a.io/b', '', 'a b.io', 'sha256:12'])('%j is no registry alone', (text) => {
  expect(readHost(text)).toBeUndefined();
});
