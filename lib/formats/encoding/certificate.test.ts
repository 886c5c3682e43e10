import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from './base64.ts';
import { certificatesOfPem, claimedSigner, namesInCertificate } from './certificate.ts';

// Made by openssl for these tests; their keys were never kept.
const commonName =
  'MIIBkjCCATmgAwIBAgIUVCZseJc6P5gIhEYDKK32le4GcRUwCgYIKoZIzj0EAwIwHjENMAsGA1UECgwEQWNtZTENMAsGA1UEAwwEYWNtZTAgFw0yNjExMjQwMjA0NDJaGA8yMTI2MTAzMTAyMDQ0MlowHjENMAsGA1UECgwEQWNtZTENMAsGA1UEAwwEYWNtZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKG9l3YNxQzzno44HNYH+L9LbN8xPpzBLMLgmcIjn4Z7cS3rmcGyw7J9FV4JlWE57NEMfSWAOMbL7rFplPr+bCujUzBRMB0GA1UdDgQWBBQjNkVws5ZFTtrJEYGwlxOg5QkkqzAfBgNVHSMEGDAWgBQjNkVws5ZFTtrJEYGwlxOg5QkkqzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIAT73X9WfAzFpmmYEjUyvICJRBH/7qw7tpNKoDfNWMApAiACto0tl9E7lHThU/mYi4V6bDWHMAGe/B2HA6SMYo8IyQ==';
const uri =
  'MIIBsDCCAVWgAwIBAgIUbQ1+ifKyH0WjQSb3N/D4xU7/L3IwCgYIKoZIzj0EAwIwADAgFw0yNjExMjQwMjA0NDJaGA8yMTI2MTAzMTAyMDQ0MlowADBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABN81zHTfLNUngDnAJQ1sbwfWVutE6wE2wKGnZVwFAFSyM6JAIvaSvsbdojW2lljCPO4M9QWUtENEXyl+3iE02XWjgaowgacwHQYDVR0OBBYEFL0j6ZjN34lqAGTYaMHyO+Z5UPE8MB8GA1UdIwQYMBaAFL0j6ZjN34lqAGTYaMHyO+Z5UPE8MA8GA1UdEwEB/wQFMAMBAf8wVAYDVR0RAQH/BEowSIZGaHR0cHM6Ly9naXRodWIuY29tL2FjbWUvd2ViLy5naXRodWIvd29ya2Zsb3dzL3JlbGVhc2UueW1sQHJlZnMvdGFncy92MTAKBggqhkjOPQQDAgNJADBGAiEAgTqjHvtplYpPz1thKjsM2N8PgcPuM9D+YTzW0dMPhScCIQD8QIoEBY7EuSJEAhJuz2S3xBMBP4uiK/7kVHP4g9gVRQ==';
const address =
  'MIIBdjCCAR2gAwIBAgIUeTM50Ld8fX7p/8MJjz2GesjB6YMwCgYIKoZIzj0EAwIwADAgFw0yNjExMjQwMjA0NDJaGA8yMTI2MTAzMTAyMDQ0MlowADBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMfVUZvn/xswQCk3Ghq1An9Jkt5eBeSp+FMT7AxSNp5SZGc+rZJO32wtcAOIjY9GqBm7mEXPmUvHHMUQJE1BwZ+jczBxMB0GA1UdDgQWBBT9bSGanNEdWUxT0xP+ajrQWnAQZDAfBgNVHSMEGDAWgBT9bSGanNEdWUxT0xP+ajrQWnAQZDAPBgNVHRMBAf8EBTADAQH/MB4GA1UdEQEB/wQUMBKBEGFkYUBhY21lLmV4YW1wbGUwCgYIKoZIzj0EAwIDRwAwRAIgV+cRdAjbTA8DX/iWre2eStPYmrW/P0P5zKBpKuyrRkoCIH7CIctLvaYTRoPm+cQPTzR3pyWNan6nDH3YUtJgbZJD';
const otherName =
  'MIIBfDCCASKgAwIBAgIUabLwPRmE/2LFt6oUfMQ/YGLkxwowCgYIKoZIzj0EAwIwADAgFw0yNjExMjQwMjA0NDJaGA8yMTI2MTAzMTAyMDQ0MlowADBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJjKseR0pxkDNvlQ1BC0TpOt80rD+gvyymxIdiItF0Mjq1obVqk2tXFCLluf+zvpHNhnTUkb9bnjr3zzkqMqxoijeDB2MB0GA1UdDgQWBBSDSJfrapxMF7to6qm2GvWILzaPgjAfBgNVHSMEGDAWgBSDSJfrapxMF7to6qm2GvWILzaPgjAPBgNVHRMBAf8EBTADAQH/MCMGA1UdEQEB/wQZMBegFQYKKwYBBAGDvzABB6AHDAVyb2JvdDAKBggqhkjOPQQDAgNIADBFAiEAoCqWKgD7QXw1Dx7buivMMwDXnutEvElnl2yFrgmzSYYCIHHNTyXRDpiY3BhlJL39r5PoM9wKjGbakEAPlEdOYnci';

test.each([
  ['the subject', commonName, 'Signature · says: CN=acme'],
  [
    'a workflow',
    uri,
    'Signature · says: https://github.com/acme/web/.github/workflows/release.yml@refs/tags/v1',
  ],
  ['an address', address, 'Signature · says: ada@acme.example'],
  ['a name of Fulcio', otherName, 'Signature · says: robot'],
])('what the certificate says of the signer by %s is repeated as a claim', (_, certificate, title) => {
  expect(claimedSigner(decodeBase64(certificate))).toEqual({
    title,
    signer: title.slice('Signature · says: '.length),
  });
});

test('without a certificate a key was used, and one that names nobody is only a certificate', () => {
  expect(claimedSigner(undefined)).toEqual({ title: 'Signature with a key' });
  expect(claimedSigner(Uint8Array.of(0x30, 0))).toEqual({ title: 'Signature with a certificate' });
});

test('each certificate of a PEM text is read', () => {
  const pem = `-----BEGIN CERTIFICATE-----\n${commonName}\n-----END CERTIFICATE-----\n`;
  expect(claimedSigner(certificatesOfPem(pem + pem)[1])).toMatchObject({ signer: 'CN=acme' });
  expect(certificatesOfPem('no certificate')).toEqual([]);
});

test('a certificate that is cut or changed names somebody or nobody, and nothing breaks', () => {
  const whole = decodeBase64(uri);
  const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 });
  fc.assert(
    fc.property(fc.nat(whole.length), changes, (end, list) => {
      const bytes = whole.slice();
      for (const [at, value] of list) bytes[at] = value;
      expect(typeof namesInCertificate(bytes.subarray(0, end))).toBe('object');
    }),
  );
});
