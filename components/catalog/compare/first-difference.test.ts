import { expect, test } from 'vitest';
import { changedComparison, sameComparison } from '#lib/formats/testing/comparisons';
import { parseDigest } from '#lib/oci/digest';
import { firstDifference } from './first-difference.ts';

const right = { ...sameComparison.right, digest: parseDigest(`sha256:${'b'.repeat(64)}`) };

test('a comparison opens with the first list that differs', () => {
  expect(firstDifference({ ...changedComparison, right })).toBe('packages');
  const { packages } = sameComparison;
  expect(firstDifference({ ...changedComparison, right, packages })).toBe('findings');
  const { attachments } = changedComparison;
  expect(firstDifference({ ...sameComparison, right, attachments })).toBe('attachments');
});

test('a copy opens with what is attached, two that are the same with the first list', () => {
  expect(firstDifference(sameComparison)).toBe('attachments');
  expect(firstDifference({ ...sameComparison, right })).toBe('packages');
});
