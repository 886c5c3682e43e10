import { expect, test } from 'vitest';
import { readVerificationSummary } from './verification-summary.ts';

test('a verification summary tells who verified what by which policy, and the levels', () => {
  const { title, summary, rows } = readVerificationSummary({
    verifier: { id: 'https://verify.acme.example' },
    timeVerified: '2026-11-01T10:00:00Z',
    resourceUri: 'pkg:oci/web',
    policy: { uri: 'https://acme.example/policy' },
    inputAttestations: [{ uri: 'https://acme.example/a.json', digest: { sha256: 'aa' } }],
    verificationResult: 'PASSED',
    verifiedLevels: ['SLSA_BUILD_LEVEL_3', 'ACME_REVIEWED'],
    dependencyLevels: { SLSA_BUILD_LEVEL_1: 4 },
    slsaVersion: '1.0',
  });
  expect(title).toBe('Verification passed · SLSA_BUILD_LEVEL_3');
  expect(summary?.()).toMatchObject({
    facts: expect.arrayContaining([
      { name: 'Levels', value: 'SLSA_BUILD_LEVEL_3, ACME_REVIEWED' },
      { name: 'Policy', value: 'https://acme.example/policy' },
    ]),
  });
  expect([...(rows?.checks?.() ?? [])]).toEqual([
    { name: 'SLSA_BUILD_LEVEL_3', result: 'PASSED' },
    { name: 'ACME_REVIEWED', result: 'PASSED' },
    { name: 'SLSA_BUILD_LEVEL_1 in dependencies', detail: '4' },
  ]);
  expect([...(rows?.materials?.() ?? [])]).toEqual([
    { uri: 'https://acme.example/a.json', digest: 'sha256:aa' },
  ]);
});

test('versions before 1.0 write other names, and another result is no verdict', () => {
  const old = { verification_result: 'FAILED', policy_level: 'SLSA_LEVEL_2', resource_uri: 'x' };
  expect(readVerificationSummary(old).title).toBe('Verification failed · SLSA_LEVEL_2');
  expect(readVerificationSummary({ verificationResult: 'LATER' }).title).toBe('Verification summary');
  expect(readVerificationSummary({})).not.toHaveProperty('title');
});
