import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';
import { statement } from '#lib/formats/testing/sketch';

function read(type: string, predicate: unknown) {
  const [document] = readingOf(JSON.stringify(statement(type, predicate))).documents;
  return {
    title: document?.title,
    summary: document?.summary?.(),
    rows: [...(document?.rows?.findings?.() ?? [])],
  };
}

test.each([
  ['v0.1', { id: 'CVE-1', severity: [{ method: 'nvd', score: '9.8' }] }],
  [
    'v0.2',
    { vulnerability: { id: 'CVE-1' }, severity: [{ method: 'CVSS_V3', score: 9.8 }, { score: 'critical' }] },
  ],
])('findings of in-toto %s have the severity of their methods', (version, found) => {
  const { title, rows, summary } = read(`https://in-toto.io/attestation/vulns/${version}`, {
    scanner: { uri: 'pkg:github/aquasecurity/trivy@1', version: '1', result: [found] },
    metadata: { scanFinishedOn: '2026-01-02T03:04:05Z' },
  });
  expect(title).toBe('1 critical · trivy');
  expect(rows).toEqual([
    { id: 'CVE-1', aliases: [], severity: 'critical', score: 9.8, fixedIn: [], state: 'open' },
  ]);
  expect(summary).toMatchObject({ findings: 1, tools: ['trivy 1'], scannedAt: '2026-01-02T03:04:05Z' });
});

const grype = {
  matches: [{ vulnerability: { id: 'CVE-1', severity: 'High' } }],
  descriptor: { name: 'grype' },
};

test.each([
  ['as a value', grype],
  ['as a text', JSON.stringify(grype)],
])("cosign's statement holds the report of any scanner, %s", (_, result) => {
  const { title, summary } = read('https://cosign.sigstore.dev/attestation/vuln/v1', {
    scanner: { uri: 'x', result },
    metadata: { scanStartedOn: '2026-01-02T03:04:05Z' },
  });
  expect(title).toBe('1 high · Grype');
  expect(summary).toMatchObject({ findings: 1, scannedAt: '2026-01-02T03:04:05Z' });
});

test('a report that nobody knows is named by its scanner', () => {
  const { title } = read('https://cosign.sigstore.dev/attestation/vuln/v1', {
    scanner: { uri: 'https://acme.example/scan/', result: { a: 1 } },
  });
  expect(title).toBe('Vulnerability report · scan');
});
