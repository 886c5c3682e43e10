import { expect, test } from 'vitest';
import { titlesOf } from '#lib/formats/testing/read-text';
import { statement } from '#lib/formats/testing/sketch';

const git = 'git+https://github.com/acme/web';
const commit = '4e1f0c7'.repeat(6).slice(0, 40);
const workflow = { repository: 'https://github.com/acme/web', ref: 'refs/tags/v1' };

test.each([
  [
    'https://slsa.dev/provenance/v1',
    {
      buildDefinition: {
        resolvedDependencies: [{ uri: `${git}@refs/heads/main`, digest: { gitCommit: commit } }],
      },
    },
    'SLSA v1 · github.com/acme/web@4e1f0c7',
  ],
  [
    'https://slsa.dev/provenance/v1',
    { buildDefinition: { externalParameters: { workflow } } },
    'SLSA v1 · github.com/acme/web@v1',
  ],
  [
    'https://slsa.dev/provenance/v1',
    { runDetails: { builder: { id: 'https://ci.acme.example/b' } } },
    'SLSA v1 · built by ci.acme.example/b',
  ],
  [
    'https://slsa.dev/provenance/v0.2',
    { invocation: { configSource: { uri: `${git}.git`, digest: { sha1: commit } } } },
    'SLSA v0.2 · github.com/acme/web@4e1f0c7',
  ],
  [
    'https://slsa.dev/provenance/v0.1',
    { materials: [{ uri: git, digest: { sha1: commit } }] },
    'SLSA v0.1 · github.com/acme/web@4e1f0c7',
  ],
  [
    'https://slsa.dev/verification_summary/v1',
    { verificationResult: 'PASSED', verifiedLevels: ['SLSA_BUILD_LEVEL_3'] },
    'Verification passed · SLSA_BUILD_LEVEL_3',
  ],
  [
    'https://in-toto.io/attestation/test-result/v0.1',
    { result: 'PASSED', passedTests: ['a', 'b'] },
    'Tests passed · 2 of 2',
  ],
  [
    'https://in-toto.io/attestation/test-result/v0.1',
    { result: 'FAILED', passedTests: ['a'], failedTests: ['b'] },
    'Tests failed · 1 of 2 passed',
  ],
  [
    'https://in-toto.io/attestation/vulns/v0.1',
    {
      scanner: {
        uri: 'pkg:github/aquasecurity/trivy@1',
        result: [{ id: 'CVE-1', severity: [{ score: '9.8' }] }],
      },
    },
    '1 critical · trivy',
  ],
  [
    'https://cosign.sigstore.dev/attestation/vuln/v1',
    {
      scanner: {
        uri: 'x',
        result: { SchemaVersion: 2, Results: [{ Vulnerabilities: [{ Severity: 'HIGH' }] }] },
      },
    },
    '1 high · Trivy',
  ],
  [
    'https://cosign.sigstore.dev/attestation/v1',
    { Data: '{"spdxVersion":"SPDX-2.2","packages":[]}' },
    'SPDX 2.2 · 0 packages',
  ],
  ['https://in-toto.io/attestation/link/v0.3', { name: 'build' }, 'in-toto link · build'],
  ['https://acme.example/review/v1', { ok: true }, 'Attestation · acme.example/review/v1'],
])('a predicate %s %j is told in a few words', (type, predicate, title) => {
  expect(titlesOf(JSON.stringify(statement(type, predicate)))).toEqual([title]);
});
