import type { KindRow } from './sketch.ts';
import { artifact, bundle, configured, example, image, layer, statement } from './sketch.ts';

const hex = 'a'.repeat(64);
const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const simple = {
  critical: {
    image: { 'docker-manifest-digest': `sha256:${hex}` },
    type: 'cosign container image signature',
  },
};
const jws = { payload: 'e30', protected: 'e30', header: { x5c: ['MAA='] }, signature: 'AA' };
const aws = {
  ...jws,
  protected: btoa(
    JSON.stringify({ 'io.cncf.notary.verificationPlugin': 'com.amazonaws.signer.notation.plugin' }),
  ),
};

/** Rows 16–23 of the catalogue: signatures and marks. */
export const kindsOfSignatures: readonly KindRow[] = [
  {
    ...example(
      16,
      'cosign signature under a tag',
      image([layer('application/vnd.dev.cosign.simplesigning.v1+json', simple)]),
      'signature',
      'cosign-simplesigning',
    ),
    tags: [`sha256-${hex}.sig`],
  },
  example(
    17,
    'cosign signature as a referrer',
    configured('application/vnd.dev.cosign.artifact.sig.v1+json', [
      layer('application/vnd.dev.cosign.simplesigning.v1+json', simple),
    ]),
    'signature',
    'cosign-simplesigning',
  ),
  example(
    18,
    'cosign 3 signature',
    artifact(bundleType, [layer(bundleType, bundle(statement('https://sigstore.dev/cosign/sign/v1')))]),
    'signature',
    'sigstore-bundle',
  ),
  example(
    18,
    'bundle of a message signature',
    artifact('application/vnd.dev.sigstore.bundle+json;version=0.2', [
      layer(bundleType, { mediaType: bundleType, messageSignature: {} }),
    ]),
    'signature',
    'sigstore-bundle',
  ),
  example(
    19,
    'notation signature in JWS',
    artifact('application/vnd.cncf.notary.signature', [layer('application/jose+json', jws)]),
    'signature',
    'notation-jws',
  ),
  example(
    19,
    'notation signature in COSE',
    configured('application/vnd.cncf.notary.signature', ['application/cose']),
    'signature',
    'notation-cose',
  ),
  example(
    20,
    'AWS Signer signature',
    artifact('application/vnd.cncf.notary.signature', [layer('application/jose+json', aws)]),
    'signature',
    'notation-jws',
  ),
  example(
    23,
    'end of life in ACR',
    artifact('application/vnd.microsoft.artifact.lifecycle', [], {
      annotations: { 'vnd.microsoft.artifact.lifecycle.end-of-life.date': '2027-01-01T00:00:00Z' },
    }),
    'artifact',
    'acr-lifecycle',
  ),
];
