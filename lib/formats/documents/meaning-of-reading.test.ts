import { expect, test } from 'vitest';
import type { DocumentReading } from './document.ts';
import { meaningOfReading } from './meaning-of-reading.ts';

const report: DocumentReading = {
  kind: 'vulnerability-report',
  format: 'trivy-json',
  title: '2 critical · Trivy',
  summary: () => ({
    of: 'report',
    findings: 3,
    bySeverity: { critical: 2, high: 0, medium: 0, low: 1, negligible: 0, none: 0, unknown: 0 },
    tools: ['Trivy'],
  }),
};

test('a report keeps how many findings of each severity it holds', () => {
  expect(meaningOfReading(report, true)).toEqual({
    kind: 'vulnerability-report',
    format: 'trivy-json',
    title: '2 critical · Trivy',
    severities: { critical: 2, low: 1 },
  });
});

test('the head of a report counts nothing', () => {
  expect(meaningOfReading(report, false)).not.toHaveProperty('severities');
});
