import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readSarif } from './sarif.ts';

function log(results: unknown, run: object = {}, driver: object = {}) {
  const tool = { driver: { name: 'CodeQL', ...driver } };
  return { version: '2.1.0', runs: [{ tool, results, ...run }] };
}

test('scanners of images write the package as lines of text or as properties', () => {
  const message =
    'Package: openssl\nInstalled Version: 1.1.1\nVulnerability CVE-1\nSeverity: HIGH\nFixed Version: 1.1.2, 3.0\nLink: x';
  const trivy = {
    id: 'CVE-2026-1',
    name: 'OsPackageVulnerability',
    properties: { tags: ['vulnerability', 'security', 'HIGH'] },
  };
  const scout = {
    id: 'CVE-2026-2',
    properties: { purls: ['pkg:npm/a@1.0.0'], fixed_version: '1.0.1', 'security-severity': '9.8' },
  };
  const secret = { id: 'aws-key', name: 'Secret', properties: { tags: ['secret', 'CRITICAL'] } };
  const results = [
    { ruleId: trivy.id, message: { text: message } },
    { ruleId: scout.id },
    { ruleId: secret.id },
  ];
  const { rows, summary } = readReport(readSarif, log(results, {}, { rules: [trivy, scout, secret] }));
  expect(rows[0]).toMatchObject({
    package: 'openssl',
    version: '1.1.1',
    fixedIn: ['1.1.2', '3.0'],
    severity: 'high',
  });
  expect(rows[1]).toMatchObject({ package: 'a', version: '1.0.0', fixedIn: ['1.0.1'], severity: 'critical' });
  expect(rows[0]).not.toHaveProperty('category');
  expect(summary).toMatchObject({ findings: 2, fixable: 2, secrets: 1 });
});

test('Grype writes its lines into the help of the rule', () => {
  const help = { text: 'Vulnerability CVE-2026-1\nPackage: bash\nVersion: 5.1\nFix Version: 5.2\nType: deb' };
  const { rows } = readReport(
    readSarif,
    log([{ ruleId: 'CVE-2026-1-bash' }], {}, { rules: [{ id: 'CVE-2026-1-bash', help }] }),
  );
  expect(rows[0]).toMatchObject({ package: 'bash', version: '5.1', fixedIn: ['5.2'] });
});
