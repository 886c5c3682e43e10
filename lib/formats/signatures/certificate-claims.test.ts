import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { issuerCertificate, workflowCertificate } from '#lib/formats/testing/certificates';
import { claimsOfCertificate } from './certificate-claims.ts';

test('a certificate of Fulcio tells every claim by its name', () => {
  expect(claimsOfCertificate(decodeBase64(workflowCertificate))).toEqual({
    subject: '',
    issuer: 'CN=sigstore-intermediate,O=sigstore.dev',
    identities: ['https://github.com/acme/web/.github/workflows/release.yml@refs/tags/v1'],
    notBefore: '2026-11-26T14:05:44Z',
    notAfter: '2126-11-02T14:05:44Z',
    extensions: {
      keyUsage: 'digitalSignature',
      extendedKeyUsage: 'codeSigning',
      issuer: 'https://token.actions.githubusercontent.com',
      runnerEnvironment: 'github-hosted',
      sourceRepositoryURI: 'https://github.com/acme/web',
      runInvocationURI: 'https://github.com/acme/web/actions/runs/7/attempts/1',
      tokenSubject: 'repo:acme/web',
      githubWorkflowTrigger: 'push',
      '1.2.3.4': '0101ff',
    },
    serialNumber: '1234abcd',
    publicKey: 'EC P-256',
  });
});

test('a certificate with a subject and no claims tells its subject', () => {
  expect(claimsOfCertificate(decodeBase64(issuerCertificate))).toMatchObject({
    subject: 'CN=sigstore-intermediate,O=sigstore.dev',
    identities: [],
    extensions: {},
  });
});

test('a certificate that is cut or changed claims less, and nothing breaks', () => {
  const whole = decodeBase64(workflowCertificate);
  const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 });
  fc.assert(
    fc.property(fc.nat(whole.length), changes, (end, list) => {
      const bytes = whole.slice();
      for (const [at, value] of list) bytes[at] = value;
      const claims = claimsOfCertificate(bytes.subarray(0, end));
      expect(typeof claims.subject).toBe('string');
      for (const value of Object.values(claims.extensions)) expect(value).not.toMatch(/\p{Cc}/u);
    }),
  );
});
