import { expect, test } from 'vitest';
import type { Signer } from '#lib/graph/verification/evidence-check';
import { FieldReader } from './field-reader.ts';
import { fitsIdentity, readIdentity } from './identities.ts';

function read(value: unknown) {
  const sentences: string[] = [];
  const warnings: string[] = [];
  const identity = readIdentity(new FieldReader(value, 'identity', sentences), warnings);
  return { identity, sentences, warnings };
}

const issuer = 'https://token.actions.githubusercontent.com';
const release: Signer = {
  kind: 'certificate',
  name: 'release',
  issuer,
  identity: 'https://github.com/acme/web/.github/workflows/release.yml@refs/tags/v1',
  extensions: { sourceRepositoryURI: 'https://github.com/acme/web', runnerEnvironment: 'github-hosted' },
};

test.each([
  [{ issuer, subject: release.identity }, true],
  [{ issuer, subject: 'https://github.com/acme/web' }, false],
  [{ issuer: `${issuer}/`, subject: release.identity }, false],
  [{ issuer, subjectRegExp: '^https://github\\.com/acme/' }, true],
  [{ issuer, subjectRegExp: 'acme/web' }, true],
  [{ issuer, subjectRegExp: '^https://github\\.com/acme$' }, false],
  [{ issuerRegExp: 'actions', subject: release.identity }, true],
  [{ issuer, extensions: { sourceRepositoryURI: 'https://github.com/acme/web' } }, true],
  [{ issuer, extensions: { 'Source Repository URI': 'https://github.com/acme/web' } }, true],
  [{ issuer, extensions: { sourceRepositoryURI: 'https://github.com/acme/we' } }, false],
  [{ issuer, extensions: { buildTrigger: 'push' } }, false],
])('%j names the release workflow: %s', (value, isNamed) => {
  const { identity, sentences } = read(value);
  expect(sentences).toEqual([]);
  expect(fitsIdentity(identity, release)).toBe(isNamed);
});

test.each([
  [{ subject: 'a' }, /issuer is missing/],
  [{ issuer }, /subject is missing/],
  [{ issuer, issuerRegExp: 'x', subject: 'a' }, /only one of them/],
  [{ issuer, subject: 'a', subjectRegExp: 'x' }, /only one of them/],
  [{ issuer, subjectRegExp: '(' }, /not a regular expression/],
  [{ issuer, subjectRegExp: '(?=a)' }, /not a regular expression/],
  [{ issuer, subject: 'a', extensions: { constructor: 'x' } }, /no such field/],
  [{ issuer, subject: 'a', name: 'x' }, /does not know this field/],
])('%j is refused in a sentence', (value, sentence) => {
  expect(read(value).sentences.join(' ')).toMatch(sentence);
});

test.each([
  ['da@acme', true],
  ['^ada@acme\\.example$', false],
  ['^a|b$', true],
  ['^(a|b)$', false],
  ['^a[|]b$', false],
  ['^a\\$', true],
  ['^ada@acme', true],
])('the expression %s is warned of: %s', (subjectRegExp, isWarned) => {
  expect(read({ issuer, subjectRegExp }).warnings).toHaveLength(isWarned ? 1 : 0);
});

test('an expression that other engines take years for is judged at once', () => {
  const { identity } = read({ issuer, subjectRegExp: '^(a+)+$' });
  expect(fitsIdentity(identity, { ...release, identity: `${'a'.repeat(5_000)}!` })).toBe(false);
});
