import { expect, test } from 'vitest';
import { parseAddress } from '#lib/oci/location';
import { sidesOf } from './asked-sides.ts';
import { comparePath, labelsOf, refusalOf, sidesWith } from './compare-sides.ts';

const repository = parseAddress('ghcr.io/acme/app');
const artifact = parseAddress('ghcr.io/acme/app:1.0');
const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['1.0..1.1', 'ghcr.io/acme/app:1.0', 'ghcr.io/acme/app:1.1'],
  [`1.0..${digest}`, 'ghcr.io/acme/app:1.0', `ghcr.io/acme/app@${digest}`],
  ['1.0..localhost:5000/mirror/app:1.0', 'ghcr.io/acme/app:1.0', 'localhost:5000/mirror/app:1.0'],
])('%s on a repository names two sides', (compare, left, right) => {
  expect(sidesOf(compare, repository)).toEqual({ left, right });
});

test('on an artifact one reference is what it is compared with', () => {
  expect(sidesOf('1.1', artifact)).toEqual({ left: 'ghcr.io/acme/app:1.0', right: 'ghcr.io/acme/app:1.1' });
});

test.each([
  ['ghcr.io/acme/app:1.10', '1.9', 'ghcr.io/acme/app:1.9', 'ghcr.io/acme/app:1.10'],
  ['ghcr.io/acme/app:1.9', '1.10', 'ghcr.io/acme/app:1.9', 'ghcr.io/acme/app:1.10'],
  [`ghcr.io/acme/app@${digest}`, '1.0', `ghcr.io/acme/app@${digest}`, 'ghcr.io/acme/app:1.0'],
  ['ghcr.io/acme/app:1.0', digest, 'ghcr.io/acme/app:1.0', `ghcr.io/acme/app@${digest}`],
  ['ghcr.io/acme/web:2', 'ghcr.io/acme/app:1', 'ghcr.io/acme/web:2', 'ghcr.io/acme/app:1'],
  ['localhost:5000/app:2', 'localhost:5000/app:1', 'localhost:5000/app:1', 'localhost:5000/app:2'],
])('%s with %s is %s beside %s', (own, text, left, right) => {
  expect(sidesWith(own, text)).toEqual({ left, right });
});

test('half a comparison is none', () => {
  expect(sidesOf('1.0', repository)).toBeUndefined();
  expect(sidesOf('1.0..', repository)).toBeUndefined();
  expect(sidesOf(null, artifact)).toBeUndefined();
});

test('the address of a comparison leads back to its sides', () => {
  const sides = { left: 'ghcr.io/acme/app:1.0', right: 'localhost:5000/mirror/app:1.0' };
  const path = comparePath(sides);
  expect(path).toBe('/ghcr.io/acme/app?compare=1.0..localhost%3A5000%2Fmirror%2Fapp%3A1.0');
  expect(sidesOf(new URLSearchParams(path.split('?')[1]).get('compare'), repository)).toEqual(sides);
});

test('an address keeps more parameters that are given', () => {
  const sides = { left: 'ghcr.io/acme/app:1.0', right: 'ghcr.io/acme/app:1.1' };
  expect(comparePath(sides, { view: 'audit', require: 'sbom,report:7d', policy: undefined })).toBe(
    '/ghcr.io/acme/app?compare=1.0..1.1&view=audit&require=sbom%2Creport%3A7d',
  );
});

test('an address keeps a whole digest', () => {
  const sides = { left: `ghcr.io/acme/app@${digest}`, right: 'ghcr.io/acme/app:1.1' };
  const path = comparePath(sides);
  expect(sidesOf(new URLSearchParams(path.split('?')[1]).get('compare'), repository)).toEqual(sides);
});

test('labels hold as much as tells the sides apart', () => {
  expect(labelsOf({ left: 'ghcr.io/acme/app:1.0', right: 'ghcr.io/acme/app:1.1' })).toEqual(['1.0', '1.1']);
  expect(labelsOf({ left: 'ghcr.io/acme/app:1.0', right: 'ghcr.io/mirror/app:1.0' })).toEqual([
    'acme/app:1.0',
    'mirror/app:1.0',
  ]);
  expect(labelsOf({ left: 'ghcr.io/acme/app:1', right: 'localhost:5000/app:1' })).toEqual([
    'ghcr.io/acme/app:1',
    'localhost:5000/app:1',
  ]);
});

test('a text that is no reference is refused with a sentence', () => {
  expect(refusalOf('Acme//App')).toMatch(/\.$/);
  expect(refusalOf('ghcr.io/acme/app:1.0')).toBeUndefined();
});
