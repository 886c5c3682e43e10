import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { RepositoryPattern } from '#lib/roles/repository-pattern';
import { coversRegistry, coversRepository, parsePattern } from '#lib/roles/repository-pattern';

function pattern(text: string): RepositoryPattern {
  const parsed = parsePattern(text);
  if (parsed === undefined) throw new Error(`${text} is no pattern`);
  return parsed;
}

test.each([
  ['registry.example/team-*/**', 'registry.example/team-a/app', true],
  ['registry.example/team-*/**', 'registry.example/team-a/app/base', true],
  ['registry.example/team-*/**', 'registry.example/team-a', false],
  ['registry.example/team-*/**', 'registry.example/other/team-a/app', false],
  ['registry.example/**', 'registry.example/a', true],
  ['registry.example/**', 'registry.example.evil/a', false],
  ['registry.example/app', 'registry.example/app', true],
  ['registry.example/app', 'registry.example/apps', false],
  ['registry.example/**/base', 'registry.example/a/b/base', true],
  ['registry.example/**/base', 'registry.example/base', false],
  ['registry.example/*a*b*', 'registry.example/xaxbx', true],
  ['registry.example/*ab*ab', 'registry.example/ab', false],
  ['localhost:5000/demo/*', 'localhost:5000/demo/app', true],
  ['localhost:5000/demo/*', 'localhost:5001/demo/app', false],
])('%s covers %s: %s', (text, repository, isCovered) => {
  expect(coversRepository(pattern(text), repository)).toBe(isCovered);
});

test.each([
  '',
  'registry.example',
  'registry.example/',
  '*/app',
  'registry.*/app',
  'a.io//b',
  'a.io/B',
  'a.io/a**b/ ',
])('"%s" is no pattern', (text) => expect(parsePattern(text)).toBeUndefined());

test('a pattern is about one registry', () => {
  expect(coversRegistry(pattern('a.io/team/**'), 'a.io')).toBe(true);
  expect(coversRegistry(pattern('a.io/team/**'), 'a.io:5000')).toBe(false);
});

test('a pattern covers what a regular expression of the same meaning does', () => {
  const piece = constantFrom('a', 'b', 'ab', '*', '**', 'a*', '*b', 'a*b', '*a*');
  const part = constantFrom('a', 'b', 'ab', 'aab', 'abb', 'ba');
  assert(
    property(
      array(piece, { minLength: 1, maxLength: 5 }),
      array(part, { minLength: 1, maxLength: 6 }),
      (pieces, parts) => {
        const reference = pieces.map((text) =>
          text === '**' ? '[^/]+(?:/[^/]+)*' : text.replaceAll('*', '[^/]*'),
        );
        const isCovered = new RegExp(`^a\\.io/${reference.join('/')}$`).test(`a.io/${parts.join('/')}`);
        expect(coversRepository(pattern(`a.io/${pieces.join('/')}`), `a.io/${parts.join('/')}`)).toBe(
          isCovered,
        );
      },
    ),
    { numRuns: 2_000 },
  );
});
