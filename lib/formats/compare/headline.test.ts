import { expect, test } from 'vitest';
import { changedComparison, sameComparison } from '#lib/formats/testing/comparisons';
import { headlineText } from './headline.ts';

test('the first line says what decides', () => {
  expect(headlineText(changedComparison)).toBe(
    '+3 packages, −1, 2 updated · −4 high, +1 medium · base unchanged · signature lost',
  );
});

test('what is the same is said, and what could not be compared', () => {
  expect(headlineText(sameComparison)).toBe('same packages · same open findings · same layers');
  const unknown = { ...sameComparison, packages: { state: 'missing', reason: 'No SBOM.' } } as const;
  expect(headlineText(unknown)).toContain('packages not compared');
});

test('what seems lost is not called lost where not everything could be asked', () => {
  const open = { ...changedComparison.attachments, isComplete: { left: true, right: false } };
  expect(headlineText({ ...changedComparison, attachments: open })).toContain('signature not found');
});
