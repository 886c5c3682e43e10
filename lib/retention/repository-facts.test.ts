import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { isReplaceable, seriesOf, splitNewest } from './repository-facts.ts';

const node = {
  kind: 'vulnerability-report',
  format: 'trivy-json',
  title: '3 findings · Trivy',
  confidence: 'content',
} as const;

test('reports of one kind, form and tool are of one series, whatever they found', () => {
  expect(seriesOf(node)).toBe('vulnerability-report trivy-json Trivy');
  expect(seriesOf({ ...node, title: '9 findings · Trivy' })).toBe(seriesOf(node));
  expect(seriesOf({ ...node, title: '9 findings · Grype' })).not.toBe(seriesOf(node));
});

test('what was not read is of no series: its tool is unknown', () => {
  expect(seriesOf({ ...node, confidence: 'declared' })).toBeUndefined();
});

test('signatures, provenance and VEX are never replaced by newer ones', () => {
  const kinds = ['signature', 'attestation', 'provenance', 'vex'] as const;
  expect(kinds.some(isReplaceable)).toBe(false);
  expect(isReplaceable('sbom')).toBe(true);
});

test('the newest come first, and what has no date is neither new nor old', () => {
  const at = (number: number, created?: string) => ({
    digest: digestOf(number),
    ...(created === undefined ? {} : { created }),
  });
  const members = [at(1, '2026-01-01T00:00:00Z'), at(2), at(3, '2026-03-01T00:00:00+02:00'), at(4, 'soon')];
  const { newest, older, undated } = splitNewest(members, 1);
  expect([newest, older, undated].map((list) => list.map(({ digest }) => digest))).toEqual([
    [digestOf(3)],
    [digestOf(1)],
    [digestOf(2), digestOf(4)],
  ]);
});
