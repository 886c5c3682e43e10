import { expect, test } from 'vitest';
import { findAnnotation, safeUrl } from '#lib/formats/annotations';

test('a key of the image specification is explained', () => {
  expect(findAnnotation('org.opencontainers.image.source')).toEqual({ title: 'Source code', isUrl: true });
});

test('a key of a known tool is explained', () => {
  expect(findAnnotation('vnd.docker.reference.type')?.title).toBe('Role in the index');
});

test.each([
  'com.acme.team',
  'org.opencontainers.image.',
  'org.opencontainers.image.constructor',
  '__proto__',
])('%s is unknown', (key) => {
  expect(findAnnotation(key)).toBeUndefined();
});

test.each([
  ['https://acme.example/app', 'https://acme.example/app'],
  ['http://acme.example', 'http://acme.example/'],
  ['javascript:alert(1)', undefined],
  [' JavaScript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//acme.example', undefined],
  ['git@github.com:acme/app.git', undefined],
  ['https://user:secret@acme.example/', undefined],
])('%s leads to %s', (value, url) => {
  expect(safeUrl(value)).toBe(url);
});
