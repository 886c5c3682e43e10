import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readDependencyCheck } from './dependency-check.ts';

test('vulnerabilities and suppressed ones of each dependency are told', () => {
  const { title, rows, summary } = readReport(readDependencyCheck, {
    reportSchema: '1.1',
    scanInfo: { engineVersion: '10.0.0' },
    projectInfo: { name: 'web', reportDate: '2026-01-02T03:04:05Z' },
    dependencies: [
      { fileName: 'b.jar' },
      {
        fileName: 'a.jar',
        packages: [{ id: 'pkg:maven/org.a/a@1.0' }],
        vulnerabilities: [
          { name: 'CVE-1', severity: 'HIGH', cvssv3: { baseScore: 7.5 }, description: 'Bad.' },
        ],
        suppressedVulnerabilities: [{ name: 'CVE-2', severity: 'CRITICAL' }],
      },
    ],
  });
  expect(title).toBe('1 high · Dependency-Check');
  expect(summary).toMatchObject({ findings: 1, suppressed: 1, packages: 2, target: 'web' });
  expect(rows).toMatchObject([
    { id: 'CVE-1', purl: 'pkg:maven/org.a/a@1.0', version: '1.0', score: 7.5, state: 'open' },
    { id: 'CVE-2', state: 'suppressed' },
  ]);
});

test('another report is left to others', () => {
  expect(readReport(readDependencyCheck, { reportSchema: '1.1' }).title).toBeUndefined();
});
