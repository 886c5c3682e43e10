import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameOfPurl, parsePurl } from './package-url.ts';

const read = (text: string) => {
  const purl = parsePurl(text);
  return purl === undefined ? undefined : { ...purl, qualifiers: Object.fromEntries(purl.qualifiers) };
};

test.each([
  ['pkg:npm/%40acme/web@1.0.0', { type: 'npm', namespace: '@acme', name: 'web', version: '1.0.0' }],
  ['pkg:npm/@acme/web', { type: 'npm', namespace: '@acme', name: 'web' }],
  [
    'pkg:golang/github.com/a/B@v1#x/y',
    { type: 'golang', namespace: 'github.com/a', name: 'B', version: 'v1', subpath: 'x/y' },
  ],
  ['pkg:PyPI/Foo_Bar@1', { type: 'pypi', name: 'foo-bar', version: '1' }],
  [
    'pkg://deb/debian/openssl@1%3A3.0',
    { type: 'deb', namespace: 'debian', name: 'openssl', version: '1:3.0' },
  ],
  [
    'pkg:maven/org.A/b@1?type=jar&x=',
    { type: 'maven', namespace: 'org.A', name: 'b', version: '1', qualifiers: { type: 'jar' } },
  ],
  [
    'pkg:oci/App@sha256%3Aabc?repository_url=ghcr.io/acme/app',
    { type: 'oci', name: 'app', version: 'sha256:abc', qualifiers: { repository_url: 'ghcr.io/acme/app' } },
  ],
])('%s is read', (text, parts) => {
  expect(read(text)).toEqual({ qualifiers: {}, ...parts });
});

test.each(['', 'npm/a', 'pkg:', 'pkg:npm', 'pkg:npm/', 'pkg:1/a', `pkg:npm/${'a'.repeat(5000)}`])(
  '%j is no package URL',
  (text) => {
    expect(parsePurl(text)).toBeUndefined();
  },
);

test('a name has its namespace before it', () => {
  expect(nameOfPurl('pkg:npm/%40acme/web@1.0.0')).toBe('@acme/web');
  expect(nameOfPurl('web')).toBeUndefined();
});

test('whatever follows, a package URL has a name or is none', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab/@?#=&%4:._-') }), (text) => {
      expect(parsePurl(`pkg:npm/${text}`)?.name).not.toBe('');
    }),
  );
});
