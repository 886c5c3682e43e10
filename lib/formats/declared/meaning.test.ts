import { describe, expect, test } from 'vitest';
import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import { parseDigest } from '#lib/oci/digest';
import type { ImageManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { buildKitSubject, meaningOfDescriptor, meaningOfManifest } from './meaning.ts';

const digest = parseDigest(`sha256:${'f'.repeat(64)}`);
const bundle = 'application/vnd.dev.sigstore.bundle.v0.3+json';

describe('what a descriptor declares', () => {
  test.each([
    ['a platform', { platform: { os: 'linux', architecture: 'arm64' } }, 'image', 'linux/arm64'],
    ['an SPDX artifact', { artifactType: 'application/spdx+json' }, 'sbom', 'SPDX SBOM'],
    [
      'a type with a parameter',
      { artifactType: 'application/vnd.security.vulnerability.report; version=1.1' },
      'vulnerability-report',
      'Vulnerability report',
    ],
    ['a Helm chart', { artifactType: 'application/vnd.cncf.helm.config.v1+json' }, 'chart', 'Helm chart'],
    [
      'an unknown type',
      { artifactType: 'application/vnd.acme.flight-plan.v1+json' },
      'artifact',
      'acme.flight-plan.v1',
    ],
    // crane index append writes this on ordinary image entries
    ['an image config as artifactType', { artifactType: mediaTypes.ociConfig }, 'image', 'Image'],
  ])('%s', (_, fields, kind, title) => {
    expect(meaningOfDescriptor(descriptor(fields))).toMatchObject({ kind, title, confidence: 'declared' });
  });

  test.each([
    ['https://sigstore.dev/cosign/sign/v1', 'signature', 'sigstore-bundle'],
    ['https://slsa.dev/provenance/v1', 'provenance', 'slsa-provenance-v1'],
    ['https://slsa.dev/provenance/v0.2', 'provenance', 'slsa-provenance-v0.2'],
    ['https://spdx.dev/Document/v2.3', 'sbom', 'spdx-json'],
    ['https://cyclonedx.org/bom', 'sbom', 'cyclonedx-json'],
    ['https://openvex.dev/ns/v0.2.0', 'vex', 'openvex'],
    ['https://acme.example/review/v1', 'attestation', 'sigstore-bundle'],
  ])('a bundle with predicate %s is a %s', (predicate, kind, format) => {
    const annotations = {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': predicate,
    };
    expect(meaningOfDescriptor(descriptor({ artifactType: bundle, annotations }))).toMatchObject({
      kind,
      format,
    });
  });

  test('a bundle of a message signature is a signature', () => {
    const annotations = { 'dev.sigstore.bundle.content': 'message-signature' };
    expect(meaningOfDescriptor(descriptor({ artifactType: bundle, annotations })).kind).toBe('signature');
  });

  test('an attestation entry of BuildKit is one, and names its platform manifest', () => {
    const annotations = {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': digest,
    };
    const entry = descriptor({ annotations, platform: { os: 'unknown', architecture: 'unknown' } });
    expect(meaningOfDescriptor(entry)).toMatchObject({ kind: 'attestation', title: 'Build attestation' });
    expect(buildKitSubject(entry)).toBe(digest);
    expect(buildKitSubject(descriptor({}))).toBeUndefined();
  });
});

describe('what a manifest declares', () => {
  test('notation tells JWS from COSE by its layer alone', () => {
    const type = 'application/vnd.cncf.notary.signature';
    expect(meaningOfManifest(manifest(type, 'application/jose+json')).format).toBe('notation-jws');
    expect(meaningOfManifest(manifest(type, 'application/cose')).format).toBe('notation-cose');
  });

  test('a home-made type over a known layer is what the layer is', () => {
    expect(meaningOfManifest(manifest('application/vnd.acme.sbom', 'application/spdx+json')).kind).toBe(
      'sbom',
    );
  });

  test('an image config over in-toto layers is a build attestation', () => {
    expect(meaningOfManifest(manifest(undefined, 'application/vnd.in-toto+json')).kind).toBe('attestation');
  });

  test('cosign signatures of before 3.0 hide behind an image config', () => {
    const layer = 'application/vnd.dev.cosign.simplesigning.v1+json';
    expect(meaningOfManifest(manifest(undefined, layer)).kind).toBe('signature');
  });

  test('file-system layers leave an image an image', () => {
    const layer = 'application/vnd.oci.image.layer.v1.tar+gzip';
    expect(meaningOfManifest(manifest(undefined, layer))).toMatchObject({
      kind: 'image',
      format: 'oci-image',
    });
  });
});

function descriptor(fields: Partial<Descriptor> & { annotations?: Annotations }): Descriptor {
  return { mediaType: mediaTypes.ociManifest, digest, size: 1, ...fields };
}

function manifest(artifactType: string | undefined, layerType: string): ImageManifest {
  return {
    shape: 'manifest',
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: mediaTypes.ociConfig, digest, size: 2 },
    layers: [{ mediaType: layerType, digest, size: 3 }],
    ...(artifactType === undefined ? {} : { artifactType }),
  };
}
