import { expect, test } from 'vitest';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import { reasonOf, stateText } from './finding-words.ts';

const finding: JoinedFinding = {
  vulnerability: 'CVE-1',
  aliases: [],
  severity: 'high',
  package: { name: 'ws', version: '8.0.0' },
  fixedIn: ['8.1.0'],
  tools: ['Trivy', 'Grype'],
  about: [],
  state: 'open',
};
const excused: JoinedFinding = { ...finding, state: 'excused' };

test('why a finding is a difference', () => {
  expect(reasonOf({ change: 'added', right: finding })).toBe('not reported before');
  expect(reasonOf({ change: 'removed', left: finding })).toBe('no longer reported');
  expect(reasonOf({ change: 'removed', left: finding, right: excused })).toBe('is now excused by VEX');
  expect(reasonOf({ change: 'added', left: excused, right: finding })).toBe('was excused by VEX');
  expect(reasonOf({ change: 'changed', left: { ...finding, severity: 'low' }, right: finding })).toBe(
    'was low',
  );
});

test('what a side says of it', () => {
  expect(stateText(finding)).toBe('open, high · ws 8.0.0 · fixed in 8.1.0 · by Trivy, Grype');
  expect(stateText(undefined)).toBe('not reported');
});
