import { expect, test } from 'vitest';
import { readHarborReport } from './harbor-report.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const report = {
  generated_at: '2026-01-02T03:04:05Z',
  artifact: { repository: 'acme/web', digest: 'sha256:1' },
  scanner: { name: 'Trivy', vendor: 'Aqua', version: '0.60.0' },
  severity: 'High',
  vulnerabilities: [
    {
      id: 'CVE-2026-1',
      package: 'openssl',
      version: '1.1.1',
      fix_version: '1.1.2',
      severity: 'High',
      description: 'Overflow',
      links: ['https://avd.example/CVE-2026-1'],
      preferred_cvss: { score_v3: 7.4 },
    },
  ],
};

test.each([
  ['alone', report],
  ['as the API answers it', { 'application/vnd.security.vulnerability.report; version=1.1': report }],
  [
    'under its older type',
    { 'application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0': report },
  ],
])('a report %s is read', (_, value) => {
  const reading = readHarborReport(value, whole);
  expect(reading?.title).toBe('1 high · Trivy');
  expect(reading?.summary?.()).toMatchObject({
    findings: 1,
    fixable: 1,
    target: 'acme/web',
    scannedAt: '2026-01-02T03:04:05Z',
    tools: ['Trivy 0.60.0'],
  });
  expect([...(reading?.rows?.findings?.() ?? [])]).toEqual([
    {
      id: 'CVE-2026-1',
      aliases: [],
      severity: 'high',
      score: 7.4,
      package: 'openssl',
      version: '1.1.1',
      fixedIn: ['1.1.2'],
      title: 'Overflow',
      url: 'https://avd.example/CVE-2026-1',
      state: 'open',
      description: 'Overflow',
    },
  ]);
});

test.each([[null], [[]], [{}], [{ scanner: {} }], [{ 'application/json': report }]])(
  '%j is no report',
  (value) => {
    expect(readHarborReport(value, whole)).toBeUndefined();
  },
);
