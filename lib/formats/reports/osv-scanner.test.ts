import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readOsvScanner } from './osv-scanner.ts';

function report(found: object) {
  return {
    results: [
      {
        source: { path: '/app/go.mod', type: 'lockfile' },
        packages: [{ package: { name: 'a/b', version: '1.0.0', ecosystem: 'Go' }, ...found }],
      },
    ],
  };
}

const advisories = [
  {
    id: 'GO-1',
    aliases: ['CVE-1', 'GHSA-1'],
    summary: 'Overflow',
    affected: [
      {
        package: { name: 'a/b' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      },
      { package: { name: 'other' }, ranges: [{ type: 'SEMVER', events: [{ fixed: '9' }] }] },
    ],
  },
  { id: 'GHSA-1', aliases: ['CVE-1'], database_specific: { severity: 'HIGH' } },
];

test('what stands in several databases counts once, with all of its names', () => {
  const { title, rows, summary } = readReport(
    readOsvScanner,
    report({
      vulnerabilities: advisories,
      groups: [{ ids: ['GO-1', 'GHSA-1'], aliases: ['CVE-1', 'GHSA-1', 'GO-1'], max_severity: '7.5' }],
    }),
  );
  expect(title).toBe('1 high · OSV-Scanner');
  expect(summary).toMatchObject({ findings: 1, fixable: 1 });
  expect(rows).toEqual([
    {
      id: 'CVE-1',
      aliases: ['GO-1', 'GHSA-1'],
      severity: 'high',
      score: 7.5,
      package: 'a/b',
      version: '1.0.0',
      fixedIn: ['1.0.1'],
      location: '/app/go.mod',
      title: 'Overflow',
      url: 'https://osv.dev/vulnerability/GO-1',
      state: 'open',
    },
  ]);
});

test('without groups each advisory counts, and a vector gives its severity', () => {
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
  const severity = [{ type: 'CVSS_V3', score: vector }];
  const { rows } = readReport(
    readOsvScanner,
    report({ vulnerabilities: [{ id: 'OSV-1', severity }, { id: 'OSV-2' }] }),
  );
  expect(rows.map(({ id, severity: word }) => [id, word])).toEqual([
    ['OSV-1', 'critical'],
    ['OSV-2', 'unknown'],
  ]);
});

test('code that is never called is not affected, and licences that are not allowed are issues', () => {
  const { rows, summary } = readReport(
    readOsvScanner,
    report({
      vulnerabilities: [{ id: 'GO-1' }],
      groups: [{ ids: ['GO-1'], experimentalAnalysis: { 'GO-1': { called: false } } }],
      licenses: ['GPL-3.0-only'],
      license_violations: ['GPL-3.0-only'],
    }),
  );
  expect(rows.map(({ state, category }) => [state, category])).toEqual([
    ['not_affected', undefined],
    ['open', 'licence'],
  ]);
  expect(summary).toMatchObject({ findings: 0, suppressed: 1, licenceIssues: 1 });
});

test.each([[null], [[]], [{}], [{ results: [] }], [{ results: [{ packages: [] }] }]])(
  '%j is none',
  (value) => {
    expect(readReport(readOsvScanner, value).title).toBeUndefined();
  },
);
