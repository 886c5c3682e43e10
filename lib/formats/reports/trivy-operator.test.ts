import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readTrivyOperator } from './trivy-operator.ts';

function resource(kind: string, report: object) {
  return { apiVersion: 'aquasecurity.github.io/v1alpha1', kind, metadata: { name: 'web' }, report };
}

test('vulnerabilities, checks and secrets of a workload are told', () => {
  const { title, rows, summary } = readReport(
    readTrivyOperator,
    resource('VulnerabilityReport', {
      scanner: { name: 'Trivy', version: '0.60' },
      vulnerabilities: [
        { vulnerabilityID: 'CVE-1', severity: 'LOW', resource: 'a', fixedVersion: '2', score: 3.1 },
      ],
      checks: [
        { checkID: 'KSV001', severity: 'HIGH', success: false },
        { checkID: 'KSV002', severity: 'HIGH', success: true },
      ],
      secrets: [{ ruleID: 'aws', severity: 'CRITICAL', target: 'app' }],
    }),
  );
  expect(title).toBe('1 low, 1 secret, 1 misconfiguration · Trivy');
  expect(rows.map(({ id }) => id)).toEqual(['CVE-1', 'KSV001', 'KSV002', 'aws']);
  expect(summary).toMatchObject({
    findings: 1,
    misconfigurations: { failed: 1, passed: 1 },
    secrets: 1,
    target: 'web',
  });
});

test('another resource is left to others', () => {
  expect(readReport(readTrivyOperator, resource('SbomReport', {})).title).toBeUndefined();
});
