import { expect, test } from 'vitest';
import { locationTitle, screenTitle } from './location-title.ts';

test.each([
  ['ghcr.io', 'ghcr.io'],
  ['ghcr.io/acme/app:1.0', 'acme/app:1.0 · ghcr.io'],
  [`ghcr.io/acme/app@sha256:${'a'.repeat(64)}`, 'acme/app@sha256:aaaaaaaa · ghcr.io'],
  ['ghcr.io/Acme/app:1.0', 'Not a reference'],
])('the page of %s is called %s', (text, title) => {
  expect(locationTitle(text)).toBe(title);
});

test.each([
  [false, undefined, 'app'],
  [false, 'audit', 'Coverage · app'],
  [false, 'cleanup', 'Clean up · app'],
  [false, 'policy', 'Policy · app'],
  [false, 'constructor', 'app'],
  [false, ['audit', 'cleanup'], 'app'],
  [true, undefined, 'Compare · app'],
  [true, 'audit', 'Promote · app'],
])('a screen with comparison %s and view %j is called %3$s', (isComparison, view, title) => {
  expect(screenTitle('app', { isComparison, view })).toBe(title);
});
