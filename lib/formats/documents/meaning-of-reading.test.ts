import { expect, test } from 'vitest';
import { OciError } from '#lib/oci/oci-error';
import type { DocumentReading } from './document.ts';
import { meaningOfReading } from './meaning-of-reading.ts';

const counts = {
  of: 'report',
  findings: 3,
  bySeverity: { critical: 2, high: 0, medium: 0, low: 1, negligible: 0, none: 0, unknown: 0 },
  tools: ['Trivy'],
} as const;
const report: DocumentReading = {
  kind: 'vulnerability-report',
  format: 'trivy-json',
  title: '2 critical · Trivy',
  summary: () => counts,
};

test('a report keeps how many findings of each severity it holds', () => {
  expect(meaningOfReading(report, true)).toEqual({
    kind: 'vulnerability-report',
    format: 'trivy-json',
    title: '2 critical · Trivy',
    severities: { critical: 2, low: 1 },
  });
});

test('a report was made when it was scanned, unless its tool left the time out', () => {
  const scanned = (scannedAt: string): DocumentReading => ({
    ...report,
    summary: () => ({ ...counts, scannedAt }),
  });
  expect(meaningOfReading(scanned('2026-11-22T03:15:00Z'), true).created).toBe('2026-11-22T03:15:00Z');
  expect(meaningOfReading(scanned('0001-01-01T00:00:00Z'), true)).not.toHaveProperty('created');
});

test('an SBOM was made when it says, whatever the manifest around it says', () => {
  const sbom: DocumentReading = {
    ...{ kind: 'sbom', format: 'spdx-json', title: 'SPDX 2.3' },
    made: () => '2026-10-23T09:14:00Z',
  };
  expect(meaningOfReading(sbom, true).created).toBe('2026-10-23T09:14:00Z');
  expect(meaningOfReading(sbom, false)).not.toHaveProperty('created');
  expect(meaningOfReading({ ...sbom, made: () => undefined }, true)).not.toHaveProperty('created');
});

test('the head of a report counts nothing', () => {
  expect(meaningOfReading(report, false)).not.toHaveProperty('severities');
});

test('a report with a broken row counts nothing, and is still a report', () => {
  const summary = () => {
    throw new OciError('json-invalid', 'a row is broken');
  };
  expect(meaningOfReading({ ...report, summary }, true)).toMatchObject({ title: report.title });
  expect(meaningOfReading({ ...report, summary }, true)).not.toHaveProperty('severities');
});
