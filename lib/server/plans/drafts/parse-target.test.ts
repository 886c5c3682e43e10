import { expect, test } from 'vitest';
import { parseTarget, refuseLayout } from './parse-target.ts';

test.each([
  ['localhost:5000/demo/app', 'localhost:5000', 'demo/app', undefined],
  ['localhost:5000/demo/app:1.0', 'localhost:5000', 'demo/app', '1.0'],
  ['nginx', 'docker.io', 'library/nginx', undefined],
  ['nginx:1.27', 'docker.io', 'library/nginx', '1.27'],
  ['ghcr.io/org/app', 'ghcr.io', 'org/app', undefined],
])('%s is a place to write to, with the tag that was written', (text, registry, repository, tag) => {
  expect(parseTarget(text)).toEqual({ at: { registry, repository }, tag });
});

test.each([
  ['ghcr.io/org/app@sha256:0000000000000000000000000000000000000000000000000000000000000000', /not a digest/],
  ['oci:/home/me/layout:1.0', /does not write to layouts/],
  ['ghcr.io/Org/app', /upper-case/],
  ['', /no repository/],
])('%s is none, and says why', (text, why) => {
  expect(() => parseTarget(text)).toThrow(why);
});

test('a layout is never written to', () => {
  expect(() => refuseLayout({ registry: 'oci:/home/me', repository: 'layout' })).toThrow(
    /Choose a repository/,
  );
  expect(() => refuseLayout({ registry: 'ghcr.io', repository: 'org/app' })).not.toThrow();
});
