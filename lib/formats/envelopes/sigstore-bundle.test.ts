import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';
import { bundle, statement } from '#lib/formats/testing/sketch';

// Made by openssl for this test; its key was never kept. Its subject is empty and its alternative name an address.
const rawBytes =
  'MIIBdjCCAR2gAwIBAgIUeTM50Ld8fX7p/8MJjz2GesjB6YMwCgYIKoZIzj0EAwIwADAgFw0yNjExMjQwMjA0NDJaGA8yMTI2MTAzMTAyMDQ0MlowADBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMfVUZvn/xswQCk3Ghq1An9Jkt5eBeSp+FMT7AxSNp5SZGc+rZJO32wtcAOIjY9GqBm7mEXPmUvHHMUQJE1BwZ+jczBxMB0GA1UdDgQWBBT9bSGanNEdWUxT0xP+ajrQWnAQZDAfBgNVHSMEGDAWgBT9bSGanNEdWUxT0xP+ajrQWnAQZDAPBgNVHRMBAf8EBTADAQH/MB4GA1UdEQEB/wQUMBKBEGFkYUBhY21lLmV4YW1wbGUwCgYIKoZIzj0EAwIDRwAwRAIgV+cRdAjbTA8DX/iWre2eStPYmrW/P0P5zKBpKuyrRkoCIH7CIctLvaYTRoPm+cQPTzR3pyWNan6nDH3YUtJgbZJD';
const readBundle = (value: unknown) => readingOf(JSON.stringify(value)).documents[0];
const keyless = (predicateType: string) => ({
  ...bundle(statement(predicateType)),
  verificationMaterial: { certificate: { rawBytes } },
});

test('a bundle tells whom its certificate names, whether it carries a signature or an attestation', () => {
  expect(readBundle(keyless('https://sigstore.dev/cosign/sign/v1'))).toMatchObject({
    kind: 'signature',
    title: 'Signature · says: ada@acme.example',
    signer: 'ada@acme.example',
  });
  const provenance = readBundle(keyless('https://slsa.dev/provenance/v1'));
  expect(provenance).toMatchObject({ kind: 'provenance', signer: 'ada@acme.example' });
  expect(provenance?.title).not.toContain('says:');
});

test('a bundle that was signed with a key names nobody', () => {
  expect(readBundle(bundle(statement('https://sigstore.dev/cosign/sign/v1')))).not.toHaveProperty('signer');
});
