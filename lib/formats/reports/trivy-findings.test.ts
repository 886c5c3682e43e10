import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readTrivy } from './trivy.ts';

const check = (Status: string, Severity = 'HIGH') => ({ ID: 'DS002', Title: 'User', Status, Severity });

function read(result: object) {
  return readReport(readTrivy, {
    SchemaVersion: 2,
    CreatedAt: '2026-01-02T03:04:05Z',
    ArtifactName: 'web:1',
    Results: [result],
  });
}

test('each of the lists becomes rows, and no secret is repeated', () => {
  const { rows, summary } = read({
    Target: 'app/Dockerfile',
    Vulnerabilities: [
      {
        VulnerabilityID: 'CVE-2026-1',
        VendorIDs: ['DLA-1'],
        PkgName: 'openssl',
        PkgIdentifier: { PURL: 'pkg:deb/debian/openssl@1.1.1' },
        InstalledVersion: '1.1.1',
        FixedVersion: '1.1.2, 3.0.1',
        SeveritySource: 'redhat',
        Severity: 'HIGH',
        CVSS: { nvd: { V3Score: 9.8 }, redhat: { V3Score: 7.4 } },
        Title: 'Overflow',
        PrimaryURL: 'https://avd.example/CVE-2026-1',
      },
    ],
    Misconfigurations: [{ ...check('FAIL'), CauseMetadata: { StartLine: 4 } }],
    Secrets: [{ RuleID: 'aws', Severity: 'CRITICAL', StartLine: 7, Match: 'KEY=****' }],
  });
  expect(rows).toEqual([
    {
      id: 'CVE-2026-1',
      aliases: ['DLA-1'],
      severity: 'high',
      score: 7.4,
      package: 'openssl',
      version: '1.1.1',
      purl: 'pkg:deb/debian/openssl@1.1.1',
      fixedIn: ['1.1.2', '3.0.1'],
      location: 'app/Dockerfile',
      title: 'Overflow',
      url: 'https://avd.example/CVE-2026-1',
      state: 'open',
    },
    expect.objectContaining({ id: 'DS002', category: 'misconfiguration', location: 'app/Dockerfile:4' }),
    expect.objectContaining({ id: 'aws', category: 'secret', location: 'app/Dockerfile:7' }),
  ]);
  expect(JSON.stringify(rows)).not.toContain('KEY=');
  expect(summary).toMatchObject({
    findings: 1,
    fixable: 1,
    secrets: 1,
    misconfigurations: { failed: 1, passed: 0 },
    scannedAt: '2026-01-02T03:04:05Z',
    target: 'web:1',
  });
});

test('what VEX or a rule took out of the list is told with its status', () => {
  const changed = [
    {
      Type: 'vulnerability',
      Status: 'not_affected',
      Statement: 'not loaded',
      Finding: { VulnerabilityID: 'CVE-1' },
    },
    { Type: 'secret', Status: 'ignored', Finding: { RuleID: 'aws' } },
  ];
  const { rows, summary } = read({ ExperimentalModifiedFindings: changed });
  expect(rows.map(({ id, state, category }) => [id, state, category])).toEqual([
    ['CVE-1', 'not_affected', undefined],
    ['aws', 'ignored', 'secret'],
  ]);
  expect(rows[0]?.description).toBe('not loaded');
  expect(summary).toMatchObject({ findings: 0, suppressed: 2 });
});

test('a failed check shows the code that failed it', () => {
  const Code = { Lines: [{ Content: 'FROM a' }, { Content: 'USER root' }, {}] };
  const { rows } = read({ Misconfigurations: [{ ...check('FAIL'), CauseMetadata: { StartLine: 2, Code } }] });
  expect(rows[0]).toMatchObject({ snippet: 'FROM a\nUSER root', location: ':2' });
});
