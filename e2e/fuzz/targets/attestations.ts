import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { checkDocument } from '#e2e/fuzz/targets/check-document';
import { timeStampResponse, workflowCertificate } from '#lib/formats/testing/certificates';
import { bundle, envelope, statement } from '#lib/formats/testing/sketch';

const sha1 = '4e1f0c7d9a1b2c3d4e5f60718293a4b5c6d7e8f9';
const uri = 'https://github.com/acme/web';
const about = (type: string, predicate: unknown) => ({
  ...statement(type, predicate),
  subject: [{ name: 'web', digest: { sha256: 'a'.repeat(64) } }],
});
const slsa = about('https://slsa.dev/provenance/v1', {
  buildDefinition: {
    buildType: 'https://b',
    externalParameters: {
      workflow: { repository: uri, ref: 'refs/tags/v1', path: 'a.yml' },
      inputs: { a: 1 },
    },
    internalParameters: { buildConfig: { llbDefinition: [{}] }, github: { event_name: 'push' } },
    resolvedDependencies: [{ uri: `git+${uri}@refs/tags/v1`, digest: { gitCommit: sha1 }, name: 'a' }],
  },
  runDetails: {
    builder: { id: 'https://b' },
    metadata: {
      invocationId: `${uri}/actions/runs/1`,
      startedOn: '2026-11-01T10:00:00Z',
      buildkit_metadata: { source: { infos: [{ filename: 'Dockerfile', data: 'RlJPTSBh' }] } },
    },
  },
});
const simple = {
  critical: {
    identity: { 'docker-reference': 'a' },
    image: { 'docker-manifest-digest': `sha256:${'a'.repeat(64)}` },
    type: 'cosign container image signature',
  },
  optional: { a: 'b' },
};

/** Envelopes, statements, provenance and signatures in JSON. */
export const attestationTarget: FuzzTarget = {
  name: 'attestation',
  isJson: true,
  seeds: [
    JSON.stringify(slsa),
    JSON.stringify(envelope(slsa)),
    JSON.stringify({
      ...bundle(slsa),
      verificationMaterial: {
        certificate: { rawBytes: workflowCertificate },
        tlogEntries: [{ logIndex: '7', logId: { keyId: 'AAE=' }, integratedTime: '1700000000' }],
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: timeStampResponse }] },
      },
    }),
    JSON.stringify(
      about('https://slsa.dev/provenance/v0.2', {
        builder: { id: 'b' },
        invocation: {
          configSource: { uri: `git+${uri}`, digest: { sha1 }, entryPoint: 'a.yml' },
          parameters: { a: [1] },
          environment: { GITHUB_RUN_ID: '1', GITHUB_REPOSITORY: 'acme/web', platform: 'linux/arm64' },
        },
        metadata: {
          reproducible: true,
          'https://mobyproject.org/buildkit@v1#metadata': {
            vcs: { source: 'git@a.b:c/d.git', revision: sha1 },
          },
        },
        materials: [{ uri: 'pkg:docker/a', digest: { sha256: 'aa' } }],
      }),
    ),
    JSON.stringify(
      about('https://witness.dev/attestation-collection/v0.1', {
        name: 'build',
        attestations: [
          {
            type: 'https://witness.dev/attestations/git/v0.1',
            attestation: { commithash: sha1, remotes: [uri] },
          },
          { type: 'https://witness.dev/attestations/material/v0.1', attestation: { a: { sha256: 'aa' } } },
          {
            type: 'https://witness.dev/attestations/command-run/v0.1',
            attestation: { cmd: ['a'], exitcode: 0 },
          },
        ],
      }),
    ),
    JSON.stringify({
      signed: {
        _type: 'link',
        name: 'build',
        command: ['make'],
        materials: { a: { sha256: 'aa' } },
        products: { b: { sha256: 'bb' } },
        byproducts: { 'return-value': 0 },
      },
      signatures: [{ keyid: 'k', sig: 's' }],
    }),
    JSON.stringify({
      signed: {
        _type: 'layout',
        steps: [{ name: 'a', expected_command: ['b'], pubkeys: ['k'], threshold: 1 }],
        inspect: [{ name: 'c', run: ['d'] }],
        keys: { k: {} },
        expires: '2030-01-01T00:00:00Z',
      },
    }),
    JSON.stringify(
      about('https://slsa.dev/verification_summary/v1', {
        verifier: { id: 'v' },
        verificationResult: 'PASSED',
        verifiedLevels: ['L3'],
        dependencyLevels: { L1: 2 },
        inputAttestations: [{ uri: 'a', digest: { sha256: 'aa' } }],
      }),
    ),
    JSON.stringify(
      about('https://in-toto.io/attestation/scai/attribute-report/v0.3', {
        attributes: [{ attribute: 'A', target: { name: 'b' }, evidence: { uri: 'c' } }],
        producer: { uri: 'p' },
      }),
    ),
    JSON.stringify({
      attestations: [{ predicateType: 'x', bundle: bundle(slsa) }, { bundle: bundle(simple) }],
    }),
    JSON.stringify({
      version: 1,
      verification_material: { certificate: 'MAA=' },
      envelope: { statement: 'e30=' },
    }),
    JSON.stringify(simple),
    JSON.stringify({
      base64Signature: 'MEUC',
      cert: 'LS0t',
      rekorBundle: { Payload: { body: 'e30=', logIndex: 1 } },
    }),
    JSON.stringify({ Base64Signature: 'MEUC', Payload: btoa(JSON.stringify(simple)), Cert: { Raw: 'MAA=' } }),
    JSON.stringify({
      payload: btoa(JSON.stringify({ targetArtifact: { digest: `sha256:${'a'.repeat(64)}`, size: 1 } })),
      protected: btoa(JSON.stringify({ alg: 'PS256', 'io.cncf.notary.signingTime': '2026-11-01T10:00:00Z' })),
      header: { x5c: [workflowCertificate], 'io.cncf.notary.signingAgent': 'a' },
      signature: 'AA',
    }),
  ],
  words: [
    ...(['"predicate":', '"payload":"', '"signatures":[', '"digest":{', '"uri":', '"materials":'] as const),
    ...['"Data":"', '"attestations":[', '"signed":{', 'https://in-toto.io/Statement/v1', 'git+https://a/b@c'],
    ...['application/vnd.in-toto+json', '"__proto__":', 'e30=', '////', '"_type":"link"', '"subject":[]'],
  ],
  check: (bytes, random) => checkDocument(bytes, !random.oneIn(4)),
};

const pgp =
  '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nname: web\nversion: 1.0.0\n\n...\nfiles:\n  web-1.0.0.tgz: sha256:aa\n-----BEGIN PGP SIGNATURE-----\n\nwhgEAAEKABAFAmVT8QAJEAEjRWeJq83vAAA=\n=abcd\n-----END PGP SIGNATURE-----\n';

/** Several values in one file, other encodings, and texts that are signed as they are. */
export const containerTarget: FuzzTarget = {
  name: 'container',
  isJson: false,
  seeds: [
    `${JSON.stringify(envelope(slsa))}\n${JSON.stringify(simple)}\r\n\n${JSON.stringify(slsa)}\n`,
    `\u001e${JSON.stringify(simple)}\n\u001e${JSON.stringify(slsa)}`,
    `${JSON.stringify(simple)}${JSON.stringify([slsa, simple])}`,
    `INFO start\n${JSON.stringify(simple)}`,
    `\ufeff${JSON.stringify(simple)}`,
    [...JSON.stringify(simple)].map((letter) => `${letter}\0`).join(''),
    pgp,
  ],
  words: [
    ...(['\n', '\r\n', '{"a":1}', '}{', ']', '[[[[', '"', '\u001e', '\0', '\ufeff'] as const),
    ...['- ', '\n\n', 'files:\n', '-----BEGIN PGP SIGNATURE-----', '-----END PGP SIGNATURE-----', 'whgE'],
  ],
  check: (bytes, random) => checkDocument(bytes, !random.oneIn(4)),
};

const cose = Buffer.from(
  Uint8Array.of(0xd2, 0x84, 0x43, 0xa1, 0x01, 0x26, 0xa1, 0x18, 33, 0x42, 0x30, 0, 0x42, 0x7b, 0x7d, 0x41, 0),
).toString('base64');

/** Bytes that are no text, given in base64 so that a seed can be one: certificates, time stamps, COSE, packed files. */
export const binaryTarget: FuzzTarget = {
  name: 'binary',
  isJson: false,
  seeds: [workflowCertificate, timeStampResponse, cose],
  words: ['MAA=', 'BgNVBAM', 'oIID', '////', 'AAAA', '0oQ', 'H4sI', 'KLUv/Q'],
  check(bytes, random) {
    const inner = Buffer.from(new TextDecoder().decode(bytes), 'base64');
    const base64 = inner.toString('base64');
    const verificationMaterial = {
      certificate: { rawBytes: base64 },
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: base64 }] },
    };
    const wrapped = JSON.stringify({ ...bundle(slsa), verificationMaterial });
    checkDocument(new TextEncoder().encode(wrapped), true);
    return checkDocument(Uint8Array.from(inner), !random.oneIn(4));
  },
};
