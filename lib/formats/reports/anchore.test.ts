import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readAnchore } from './anchore.ts';

test('a vulnerability with the fix "None" has none', () => {
  const { title, rows, summary } = readReport(readAnchore, {
    imageDigest: 'sha256:1',
    vulnerabilities: [
      {
        vuln: 'CVE-1',
        severity: 'Negligible',
        package: 'a-1',
        package_name: 'a',
        package_version: '1',
        fix: 'None',
      },
      {
        vuln: 'CVE-2',
        severity: 'High',
        package_name: 'b',
        fix: '2.0',
        nvd_data: [{ cvss_v3: { base_score: 7.5 } }],
      },
    ],
  });
  expect(title).toBe('1 high, 1 negligible · Anchore');
  expect(summary).toMatchObject({ findings: 2, fixable: 1, target: 'sha256:1' });
  expect(rows[0]).toMatchObject({ package: 'a', version: '1', fixedIn: [] });
});
