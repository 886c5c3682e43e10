import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readGitlabReport } from './gitlab.ts';

const finding = {
  id: 'x',
  name: 'Overflow in openssl',
  description: 'Long.',
  severity: 'High',
  solution: 'Upgrade openssl to 1.1.2',
  identifiers: [
    { type: 'ghsa', name: 'GHSA-1', value: 'GHSA-1' },
    { type: 'cve', name: 'CVE-1', value: 'CVE-1', url: 'https://nvd.example/CVE-1' },
  ],
  location: { dependency: { package: { name: 'openssl' }, version: '1.1.1' }, image: 'web:1' },
};
const scanner = { id: 'trivy', name: 'Trivy', version: '0.60' };

test('a scan of a container is told by its vulnerabilities, the CVE first', () => {
  const { title, rows, summary } = readReport(readGitlabReport, {
    version: '15.0.6',
    scan: { type: 'container_scanning', scanner, end_time: '2026-01-02T03:04:05', status: 'success' },
    vulnerabilities: [finding],
  });
  expect(title).toBe('1 high · Trivy');
  expect(summary).toMatchObject({ findings: 1, fixable: 1, target: 'web:1', tools: ['Trivy 0.60'] });
  expect(rows).toEqual([
    {
      id: 'CVE-1',
      aliases: ['GHSA-1'],
      severity: 'high',
      package: 'openssl',
      version: '1.1.1',
      fixedIn: ['1.1.2'],
      location: 'web:1',
      title: 'Overflow in openssl',
      url: 'https://nvd.example/CVE-1',
      state: 'open',
      description: 'Long.',
    },
  ]);
});

test.each([
  ['secret_detection', '1 secret · Gitleaks', 'secret'],
  ['sast', '1 critical · Gitleaks', 'code'],
  ['dependency_scanning', '1 critical · Gitleaks', undefined],
])('a scan of the type %s is told as %s', (type, told, category) => {
  const { title, rows } = readReport(readGitlabReport, {
    version: '15.0.6',
    scan: { type, scanner: { name: 'Gitleaks' } },
    vulnerabilities: [
      {
        severity: 'Critical',
        identifiers: [{ type: 'rule', value: 'aws' }],
        location: { file: 'a.c', start_line: 7 },
      },
    ],
  });
  expect(title).toBe(told);
  expect(rows[0]).toMatchObject({ id: 'aws', location: 'a.c:7' });
  expect(rows[0]?.category).toBe(category);
});

test('a scan that failed says so', () => {
  const { summary } = readReport(readGitlabReport, {
    version: '15',
    scan: { scanner, status: 'failure', messages: [{ value: 'No image.' }] },
    vulnerabilities: [],
  });
  expect(summary).toMatchObject({ failedRuns: ['Trivy: No image.'] });
});

test.each([[null], [{}], [{ version: '1', vulnerabilities: [] }], [{ version: '1', vulnerabilities: [{}] }]])(
  '%j is no report of GitLab',
  (value) => {
    expect(readReport(readGitlabReport, value).title).toBeUndefined();
  },
);
