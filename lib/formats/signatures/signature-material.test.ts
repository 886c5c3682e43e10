import { describe, expect, test } from 'vitest';
import { issuerCertificate, timeStampResponse, workflowCertificate } from '#lib/formats/testing/certificates';
import { readingOf } from '#lib/formats/testing/read-text';
import { bundle, envelope, statement } from '#lib/formats/testing/sketch';

const pem = (base64: string) => `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
const workflow = 'https://github.com/acme/web/.github/workflows/release.yml@refs/tags/v1';
const hash = 'a'.repeat(64);
const signed = {
  ...statement('https://slsa.dev/provenance/v1', {}),
  subject: [{ name: 'web', digest: { sha256: hash } }],
};
const annotations = {
  'dev.cosignproject.cosign/signature': 'MEUC',
  'dev.sigstore.cosign/certificate': pem(workflowCertificate),
  'dev.sigstore.cosign/chain': pem(issuerCertificate),
  'dev.sigstore.cosign/bundle': JSON.stringify({
    Payload: { logIndex: 7, integratedTime: 1_700_000_000, logID: 'ab' },
  }),
  'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({ SignedRFC3161Timestamp: timeStampResponse }),
};
const entry = { log: 'ab', index: '7', integratedAt: '2023-11-14T22:13:20Z' };

describe('what a signature claims', () => {
  test('in a bundle: certificate, chain, log and time, beside the document that it signs', () => {
    const value = {
      ...bundle(signed),
      verificationMaterial: {
        x509CertificateChain: {
          certificates: [{ rawBytes: workflowCertificate }, { rawBytes: issuerCertificate }],
        },
        tlogEntries: [{ logIndex: '7', integratedTime: '1700000000' }],
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: timeStampResponse }] },
      },
    };
    const [document] = readingOf(JSON.stringify(value)).documents;
    expect(document).toMatchObject({ kind: 'provenance', signer: workflow });
    expect(document?.signature?.()).toMatchObject({
      of: 'signature',
      form: 'sigstore-bundle',
      certificate: { identities: [workflow] },
      chain: [{ subject: 'CN=sigstore-intermediate,O=sigstore.dev' }],
      logEntries: [{ index: '7', integratedAt: '2023-11-14T22:13:20Z' }],
      timestamps: ['2026-11-26T14:05:44Z'],
      payload: { payloadType: 'application/vnd.in-toto+json', document: 'SLSA v1', web: `sha256:${hash}` },
      signatures: 1,
    });
  });

  test('in a bundle with a key: its hint, and of a message its digest', () => {
    const value = {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: 'key-7' } },
      messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: 'AQI=' }, signature: 'MEUC' },
    };
    expect(readingOf(JSON.stringify(value)).documents[0]?.summary?.()).toEqual({
      of: 'signature',
      form: 'sigstore-bundle',
      keyId: 'key-7',
      logEntries: [],
      timestamps: [],
      payload: { digest: 'sha256:0102' },
      signatures: 1,
    });
  });

  test('of cosign before 3.0: what lies in the annotations, of signatures and of attestations', () => {
    const simple = {
      critical: {
        identity: { 'docker-reference': 'ghcr.io/acme/web' },
        image: { 'docker-manifest-digest': `sha256:${hash}` },
        type: 'cosign container image signature',
      },
      optional: { team: 'web', count: 2, nested: {} },
    };
    const claims = readingOf(JSON.stringify(simple), annotations).documents[0]?.summary?.();
    expect(claims).toMatchObject({
      form: 'cosign-simplesigning',
      certificate: { identities: [workflow] },
      chain: [{}],
      logEntries: [entry],
      timestamps: ['2026-11-26T14:05:44Z'],
      payload: {
        digest: `sha256:${hash}`,
        reference: 'ghcr.io/acme/web',
        type: 'cosign container image signature',
        team: 'web',
        count: '2',
      },
    });
    const [attestation] = readingOf(JSON.stringify(envelope(signed)), annotations).documents;
    expect(attestation).toMatchObject({ signer: workflow });
    expect(attestation?.signature?.()).toMatchObject({ form: 'dsse', logEntries: [entry] });
  });

  test('in an envelope alone: key ids, and certificates as Witness adds them', () => {
    const value = {
      ...envelope(signed),
      signatures: [
        {
          keyid: 'k1',
          sig: 'AA==',
          certificate: btoa(pem(workflowCertificate)),
          intermediates: [btoa(pem(issuerCertificate))],
        },
        { keyid: 'k2', sig: 'AA==' },
      ],
    };
    expect(readingOf(JSON.stringify(value)).documents[0]?.signature?.()).toMatchObject({
      keyId: 'k1',
      signatures: 2,
      certificate: { identities: [workflow] },
      chain: [{}],
    });
  });

  test('of annotations that are broken: nothing, and the rest stays', () => {
    const broken = Object.fromEntries(Object.keys(annotations).map((key) => [key, '{{{']));
    const [attestation] = readingOf(JSON.stringify(envelope(signed)), broken).documents;
    expect(attestation?.signature?.()).toMatchObject({ logEntries: [], timestamps: [] });
  });
});
