import { expect, test } from 'vitest';
import { readPlain } from './plain-documents.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };

test.each([
  [{ spdxVersion: 'SPDX-2.3', packages: [{}] }, 'SPDX 2.3 · 1 package'],
  [
    {
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [{ type: 'software_Package' }, {}],
    },
    'SPDX 3.0.1 · 1 package',
  ],
  [
    { bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ components: [{}] }] },
    'CycloneDX 1.6 · 2 components',
  ],
  [
    { bomFormat: 'CycloneDX', specVersion: '1.6', vulnerabilities: [{ analysis: { state: 'exploitable' } }] },
    'CycloneDX 1.6 VEX · 1 vulnerability',
  ],
  [{ artifacts: [{}, {}], descriptor: { name: 'syft' } }, 'Syft · 2 packages'],
  [
    {
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'Trivy' } }, results: [{ level: 'error' }, {}, {}] }],
    },
    'SARIF · 1 error, 2 warnings · Trivy',
  ],
  [
    {
      SchemaVersion: 2,
      ArtifactName: 'x',
      Results: [{ Vulnerabilities: [{ Severity: 'HIGH' }, { Severity: 'CRITICAL' }, { Severity: 'LOW' }] }],
    },
    '1 critical, 1 high · Trivy',
  ],
  [{ SchemaVersion: 2, ArtifactName: 'x', Results: [] }, 'No vulnerabilities · Trivy'],
  [
    { matches: [{ vulnerability: { id: 'CVE-1', severity: 'Medium' } }], descriptor: { name: 'grype' } },
    '1 medium · Grype',
  ],
  [
    { generated_at: '2026', scanner: { name: 'Clair' }, vulnerabilities: [{ severity: 'Low' }] },
    '1 low · Clair',
  ],
  [
    {
      '@context': 'https://openvex.dev/ns/v0.2.0',
      statements: [{ status: 'fixed' }, { status: 'not_affected' }],
    },
    'OpenVEX · 1 not affected, 1 fixed',
  ],
  [
    {
      document: { csaf_version: '2.0', category: 'csaf_vex', tracking: { id: 'ACME-1' } },
      vulnerabilities: [{}],
    },
    'CSAF VEX ACME-1 · 1 vulnerability',
  ],
])('%j is told in a few words', (document, title) => {
  expect(readPlain(document, whole)?.title).toBe(title);
});
