import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAnnotation, safeUrl } from './annotations.ts';

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

const schemes = [
  'javascript:',
  'data:text/html,',
  'vbscript:',
  'blob:',
  'file:///',
  'about:blank',
  'https://',
  'http:',
];
const disguises = [
  '\t',
  '\n',
  '\r',
  ' ',
  '\0',
  '\u00a0',
  '\u200b',
  '\u202e',
  '/',
  '\\',
  '@',
  '&#106;',
  '%0a',
  '<b>',
  '"',
  "'",
];

test('property: no disguise makes a link of anything but a plain web address', () => {
  const piece = fc.oneof(
    fc.constantFrom(...schemes, ...disguises, 'a.example', 'alert(1)', 'user:pw@'),
    fc.string({ maxLength: 3 }),
  );
  const value = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    // A disguise between each two letters of a scheme.
    fc.tuple(fc.constantFrom(...schemes), fc.constantFrom(...disguises)).map(([a, b]) => [...a, 'x'].join(b)),
  );
  fc.assert(
    fc.property(value, (text) => {
      const url = safeUrl(text);
      if (url === undefined) return;
      const { protocol, username, password, href } = new URL(url);
      expect(['http:', 'https:']).toContain(protocol);
      expect([username, password, href]).toEqual(['', '', url]);
    }),
    { numRuns: 3000 },
  );
});
