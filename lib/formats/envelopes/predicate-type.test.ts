import { expect, test } from 'vitest';
import { findPredicateType } from './predicate-type.ts';

test.each([
  ['https://slsa.dev/provenance/v1', 'slsa-provenance-v1'],
  ['https://slsa.dev/provenance/v0.1', 'slsa-provenance-v0.1'],
  ['https://spdx.dev/Document/v3', 'spdx3-json'],
  ['https://spdx.dev/Document', 'spdx-json'],
])('%s is in the form %s', (predicateType, format) => {
  expect(findPredicateType(predicateType)?.format).toBe(format);
});

test('an unknown predicate type is not in the table', () => {
  expect(findPredicateType('https://acme.example/review/v1')).toBeUndefined();
  expect(findPredicateType('')).toBeUndefined();
});
