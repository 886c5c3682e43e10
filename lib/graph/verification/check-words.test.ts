import { expect, test } from 'vitest';
import { checkText, policyOf } from './check-words.ts';

test.each([
  [{ state: 'present', code: 'unsigned' }, 'not signed'],
  [{ state: 'present', code: 'no-policy' }, 'not checked'],
  [{ state: 'valid', code: 'no-authority-names-it' }, 'valid'],
  [{ state: 'matches', code: 'matches-policy', authority: 'acme/web/key' }, 'matches acme/web'],
  [{ state: 'matches', code: 'matches-policy' }, 'matches the policy'],
  [{ state: 'failed', code: 'other-digest' }, 'names another digest'],
  [{ state: 'cannot-check', code: 'no-key' }, 'cannot check: no key'],
] as const)('%j is "%s"', (check, text) => {
  expect(checkText(check)).toBe(text);
});

test('an authority that names no policy stands for itself', () => {
  expect(policyOf('key')).toBe('key');
  expect(policyOf('acme-release/key')).toBe('acme-release');
  expect(policyOf('notation/acme')).toBe('acme');
});
