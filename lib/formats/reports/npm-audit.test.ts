import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readNpmAudit } from './npm-audit.ts';

test('advisories of npm 7 stand with the package that has them', () => {
  const advisory = {
    source: 1,
    title: 'Prototype pollution',
    url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
    severity: 'moderate',
    cvss: { score: 6.5 },
    range: '>=1.0.0 <4.17.21',
  };
  const { title, rows, summary } = readReport(readNpmAudit, {
    auditReportVersion: 2,
    vulnerabilities: {
      lodash: {
        name: 'lodash',
        severity: 'moderate',
        via: [advisory],
        nodes: ['node_modules/lodash'],
        fixAvailable: true,
      },
      web: { name: 'web', severity: 'moderate', via: ['lodash'], fixAvailable: false },
    },
    metadata: { dependencies: { total: 9 } },
  });
  expect(title).toBe('1 medium · npm audit');
  expect(summary).toMatchObject({ findings: 1, fixable: 1, packages: 9 });
  expect(rows).toMatchObject([
    { id: 'GHSA-aaaa-bbbb-cccc', package: 'lodash', fixedIn: ['4.17.21'], location: 'node_modules/lodash' },
  ]);
});

test('advisories of npm 6 are told once for each version that was found', () => {
  const { rows } = readReport(readNpmAudit, {
    advisories: {
      7: {
        id: 7,
        module_name: 'a',
        severity: 'high',
        cves: ['CVE-1'],
        github_advisory_id: 'GHSA-1',
        patched_versions: '>=1.0.1',
        findings: [{ version: '1.0.0', paths: ['web>a'] }],
      },
    },
    metadata: { vulnerabilities: { high: 1 } },
  });
  expect(rows).toMatchObject([
    {
      id: 'CVE-1',
      aliases: ['GHSA-1'],
      package: 'a',
      version: '1.0.0',
      fixedIn: ['>=1.0.1'],
      location: 'web>a',
    },
  ]);
});

test.each([[null], [{}], [{ advisories: {} }]])('%j is no audit', (value) => {
  expect(readReport(readNpmAudit, value).title).toBeUndefined();
});
