import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReference } from '#lib/oci/reference';
import { imageNames, isGlob, matchesGlob, matchesImage } from './globs.ts';

function fits(glob: string, image: string): boolean {
  return matchesImage([glob], parseReference(image));
}

test.each([
  ['index.docker.io/library/foo:latest', 'foo'],
  ['index.docker.io/library/foo:*', 'foo'],
  ['index.docker.io/library/*', 'foo'],
  ['index.docker.io/*/*', 'foo'],
  ['index.docker.**', 'foo'],
  ['foo', 'foo'],
  ['foo*', 'foo'],
  ['*', 'foo'],
  ['*/*', 'someone/app'],
  ['someone/app', 'someone/app'],
  ['docker.io/library/foo:1', 'foo:1'],
  ['**', 'ghcr.io/acme/web:1'],
  ['ghcr.io/acme/**', 'ghcr.io/acme/team/web:1'],
  ['ghcr.io/acme/web:**', 'ghcr.io/acme/web:1.0'],
  ['ghcr.io/acme/web', 'ghcr.io/acme/web'],
  ['localhost:5000/*/app*', 'localhost:5000/demo/app:1.0'],
  ['ghcr.io/acme/web@**'.replace('@', '*'), `ghcr.io/acme/web@sha256:${'a'.repeat(64)}`],
  ['ghcr.io/acme/***', 'ghcr.io/acme/a/b:1'],
])('%s is about %s', (glob, image) => {
  expect(fits(glob, image)).toBe(true);
});

test.each([
  ['ghcr.io/*/*', 'ghcr.io/foo:1'],
  ['ghcr.io/acme/*', 'ghcr.io/acme/team/web:1'],
  ['ghcr.io/acme/web', 'ghcr.io/acme/web:1.0'],
  ['ghcr.io/acme/web:**', 'ghcr.io/acme/web-evil:1.0'],
  ['ghcr.io/foo', 'ghcr.io/foo-suffix'],
  ['ghcr.io/**', 'ghcrxio.example/foo'],
  ['*', 'ghcr.io/acme/web:1'],
  ['*/*', 'ghcr.io/acme:1'],
  ['foo:1', 'foo:2'],
  ['__proto__', 'foo'],
  ['constructor', 'foo'],
])('%s is not about %s', (glob, image) => {
  expect(fits(glob, image)).toBe(false);
});

test.each(['', '.+', '[a-z]*', 'a b', 'a@b', `a${'*'.repeat(2000)}`])(
  '“%s” is no glob and fits nothing',
  (text) => {
    expect(isGlob(text)).toBe(false);
    expect(matchesGlob(text, text)).toBe(false);
  },
);

test('an image of Docker Hub goes by the names that people write', () => {
  expect(imageNames(parseReference('nginx'))).toEqual([
    'index.docker.io/library/nginx:latest',
    'index.docker.io/library/nginx',
    'docker.io/library/nginx:latest',
    'docker.io/library/nginx',
    'nginx:latest',
    'nginx',
  ]);
});

const glob = fc.string({
  unit: fc.constantFrom('a', 'b', '/', '*', ':', '.', '-'),
  minLength: 1,
  maxLength: 12,
});
const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', ':', '.', '-'), maxLength: 12 });

test('a glob fits what the regular expression of policy-controller fits', () => {
  fc.assert(
    fc.property(glob, name, (text, image) => {
      fc.pre(text !== '*' && text !== '*/*');
      const source = text
        .replaceAll('.', '\\.')
        .replaceAll('**', '#')
        .replaceAll('*', '[^/]*')
        .replaceAll('#', '.*');
      expect(matchesGlob(text, image)).toBe(new RegExp(`^${source}$`).test(image));
    }),
    { numRuns: 2_000 },
  );
});

test('a glob of a thousand stars is compared as any other', () => {
  expect(matchesGlob(`${'*a'.repeat(500)}b`, 'a'.repeat(600))).toBe(false);
});
