import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readSnyk } from './snyk.ts';

const issue = {
  id: 'SNYK-JS-A-1',
  title: 'Prototype pollution',
  severity: 'high',
  cvssScore: 7.3,
  packageName: 'a',
  version: '1.0.0',
  fixedIn: ['1.0.1'],
  identifiers: { CVE: ['CVE-1'], GHSA: ['GHSA-1'] },
};

test('a vulnerability counts once, however many paths lead to its package', () => {
  const { title, rows, summary } = readReport(readSnyk, {
    ok: false,
    path: 'web:1',
    dependencyCount: 12,
    vulnerabilities: [
      { ...issue, from: ['web', 'a'] },
      { ...issue, from: ['web', 'b', 'a'] },
    ],
    filtered: { ignore: [{ ...issue, id: 'SNYK-2', identifiers: {} }] },
  });
  expect(title).toBe('1 high · Snyk');
  expect(summary).toMatchObject({ findings: 1, fixable: 1, suppressed: 1, packages: 12, target: 'web:1' });
  expect(rows[0]).toEqual({
    id: 'CVE-1',
    aliases: ['GHSA-1', 'SNYK-JS-A-1'],
    severity: 'high',
    score: 7.3,
    package: 'a',
    version: '1.0.0',
    fixedIn: ['1.0.1'],
    title: 'Prototype pollution',
    url: 'https://security.snyk.io/vuln/SNYK-JS-A-1',
    state: 'open',
  });
  expect(rows[1]).toMatchObject({ id: 'SNYK-2', state: 'ignored' });
});

test('projects in a list, applications of a container, licences and configuration are told together', () => {
  const licence = { id: 'snyk:lic:GPL', type: 'license', severity: 'medium', packageName: 'b' };
  const { title, summary } = readReport(readSnyk, [
    { ok: false, vulnerabilities: [licence], applications: [{ ok: false, vulnerabilities: [issue] }] },
    {
      infrastructureAsCodeIssues: [{ id: 'SNYK-CC-1', severity: 'low', lineNumber: 4 }],
      targetFile: 'a.yaml',
    },
  ]);
  expect(title).toBe('1 high, 1 misconfiguration, 1 licence issue · Snyk');
  expect(summary).toMatchObject({
    findings: 1,
    licenceIssues: 1,
    misconfigurations: { failed: 1, passed: 0 },
  });
});

test.each([[null], [[]], [{}], [[{ ok: true, vulnerabilities: [] }, {}]], [{ vulnerabilities: [] }]])(
  '%j is no report of Snyk',
  (value) => {
    expect(readReport(readSnyk, value).title).toBeUndefined();
  },
);
