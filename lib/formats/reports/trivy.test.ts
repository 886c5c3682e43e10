import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTrivy } from './trivy.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };

function report(...results: readonly object[]) {
  return { SchemaVersion: 2, CreatedAt: '2026-01-02T03:04:05Z', ArtifactName: 'web:1', Results: results };
}

function read(value: unknown) {
  const reading = readTrivy(value, whole);
  const summary = reading?.summary?.();
  return {
    title: reading?.title,
    rows: [...(reading?.rows?.findings?.() ?? [])],
    parts: Object.keys(reading?.rows ?? {}),
    licences: [...(reading?.rows?.licences?.() ?? [])],
    packages: [...(reading?.rows?.packages?.() ?? [])],
    summary: summary?.of === 'report' ? summary : undefined,
  };
}

const check = (Status: string, Severity = 'HIGH') => ({ ID: 'DS002', Title: 'User', Status, Severity });

test.each([
  [[{ Target: 'x', Vulnerabilities: null }], 'No vulnerabilities'],
  [
    [{ Target: 'D', MisconfSummary: { Successes: 3 }, Misconfigurations: [check('PASS'), check('PASS')] }],
    '3 checks passed, none failed',
  ],
  [
    [{ Secrets: [{ Severity: 'CRITICAL' }, { Severity: 'HIGH' }] }, { Misconfigurations: [check('FAIL')] }],
    '2 secrets, 1 misconfiguration',
  ],
  [[{ Vulnerabilities: [{ Severity: 'LOW' }] }, { Secrets: [{}] }], '1 low, 1 secret'],
  [[{ Misconfigurations: [check('EXCEPTION')] }], 'No open vulnerabilities, 1 suppressed'],
  [[{ Licenses: [{ Category: 'restricted' }, { Category: 'notice' }] }], '1 licence issue'],
])('%j is told as %s', (results, words) => {
  expect(read(report(...results)).title).toBe(`${words} · Trivy`);
});

test('the bare list of the first form and the resources of a cluster are read too', () => {
  const result = { Target: 'alpine', Type: 'alpine', Vulnerabilities: [{ Severity: 'HIGH' }] };
  expect(read([result]).title).toBe('1 high · Trivy');
  expect(read({ ClusterName: 'prod', Resources: [{ Kind: 'Pod', Results: [result, result] }] }).title).toBe(
    '2 high · Trivy',
  );
  expect(readTrivy([], whole)).toBeUndefined();
  expect(readTrivy({ Results: [] }, whole)).toBeUndefined();
});

test('packages and licences are lists of their own where a report holds them', () => {
  const { parts, packages, licences, summary } = read(
    report({
      Target: 'os',
      Type: 'debian',
      Packages: [{ ID: 'a@1', Name: 'a', Version: '1', Licenses: ['MIT', 7] }],
      Licenses: [{ Name: 'GPL-3.0-only', Category: 'restricted', PkgName: 'a', Severity: 'HIGH' }],
    }),
  );
  expect(parts).toEqual(['findings', 'packages', 'licences']);
  expect(packages).toEqual([{ name: 'a', version: '1', type: 'debian', licences: ['MIT'], id: 'a@1' }]);
  expect(licences).toEqual([
    { expression: 'GPL-3.0-only', package: 'a', location: 'os', category: 'restricted' },
  ]);
  expect(summary).toMatchObject({ packages: 1, licenceIssues: 1 });
});

test('whatever stands in the results, it is told in a title', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (results) => {
      const value = { SchemaVersion: 2, ArtifactName: 'x', Results: results };
      expect(read(value).title).toContain('Trivy');
      expect(read(report({ Vulnerabilities: results, Secrets: results, CVSS: results })).title).toContain(
        'Trivy',
      );
    }),
  );
});
