import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locationPath, parseAddress, textPath } from './location.ts';
import { OciError } from './oci-error.ts';

test.each([
  ['ghcr.io', 'registry', '/ghcr.io'],
  ['localhost:5000', 'registry', '/localhost:5000'],
  ['ghcr.io/org/app', 'repository', '/ghcr.io/org/app'],
  ['ghcr.io/org/app:', 'repository', '/ghcr.io/org/app'],
  ['nginx:1.27', 'artifact', '/docker.io/library/nginx:1.27'],
  ['oci:/srv/100% #1?/app:1', 'artifact', '/oci:/srv/100%25%20%231%3F/app:1'],
])('the address %s shows the %s screen', (text, screen, path) => {
  const location = parseAddress(text);
  expect(location.screen).toBe(screen);
  expect(locationPath(location)).toBe(path);
});

test.each(['', 'not a reference', 'ghcr.io/Org/app', 'docker pull nginx'])('%j is no address', (text) => {
  expect(() => parseAddress(text)).toThrow(expect.objectContaining({ name: 'OciError' }));
});

test('the path of a reference is the reference, and of a layout its folders are encoded', () => {
  expect(textPath('ghcr.io/org/app:1')).toBe('/ghcr.io/org/app:1');
  expect(textPath('oci:/srv/a b/app')).toBe('/oci:/srv/a%20b/app');
});

test('whatever the address, it is read or refused, and what is read has a path that is read the same', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      try {
        const location = parseAddress(text);
        const path = locationPath(location).slice(1).split('/').map(decodeURIComponent).join('/');
        expect(parseAddress(path)).toEqual(location);
      } catch (error) {
        expect(error).toBeInstanceOf(OciError);
      }
    }),
    { numRuns: 1000 },
  );
});
