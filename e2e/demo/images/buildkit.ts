import { createHash } from 'node:crypto';
import type { LayoutWriter } from '#e2e/content/layout-writer';
import { spdxDocument } from '#e2e/demo/documents/spdx';
import { alpinePackages } from '#e2e/demo/images/packages';
import type { Descriptor } from '#lib/oci/descriptor';
import { digestParts } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { formatPlatform } from '#lib/oci/platform';

export type Build = { readonly version: string; readonly created: string };

/**
 * The images, and after them one attestation manifest for each, by BuildKit's storage format: an ordinary image
 * manifest of in-toto statements, no subject, bound to its image by two annotations of the index entry.
 * https://github.com/moby/buildkit/blob/v0.25.0/docs/attestations/attestation-storage.md
 */
export function withBuildAttestations(
  layout: LayoutWriter,
  images: readonly Descriptor[],
  build: Build,
): readonly Descriptor[] {
  return [...images, ...images.map((image) => addAttestation(layout, image, build))];
}

function addAttestation(layout: LayoutWriter, image: Descriptor, build: Build): Descriptor {
  const statements = [
    statement(
      image,
      build,
      'https://spdx.dev/Document',
      spdxDocument('checkout', build.created, alpinePackages),
    ),
    statement(image, build, 'https://slsa.dev/provenance/v1', provenance(image, build)),
  ];
  const bytes = statements.map((value) => JSON.stringify(value));
  const config = layout.addBlob(
    mediaTypes.ociConfig,
    JSON.stringify({
      architecture: 'unknown',
      os: 'unknown',
      config: {},
      rootfs: {
        type: 'layers',
        diff_ids: bytes.map((text) => `sha256:${createHash('sha256').update(text).digest('hex')}`),
      },
    }),
  );
  const layers = bytes.map((text, index) => ({
    ...layout.addBlob('application/vnd.in-toto+json', text),
    annotations: { 'in-toto.io/predicate-type': statements[index]?.predicateType ?? '' },
  }));
  const manifest = layout.addManifest({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers },
  });
  return {
    ...manifest,
    annotations: {
      'vnd.docker.reference.digest': image.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
    platform: { architecture: 'unknown', os: 'unknown' },
  };
}

function statement(image: Descriptor, { version }: Build, predicateType: string, predicate: unknown) {
  const platform = encodeURIComponent(image.platform === undefined ? '' : formatPlatform(image.platform));
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType,
    subject: [
      {
        name: `pkg:docker/registry.acme.example/acme/checkout@${version}?platform=${platform}`,
        digest: { sha256: digestParts(image.digest).encoded },
      },
    ],
    predicate,
  };
}

function provenance(image: Descriptor, { created }: Build) {
  const platform = image.platform === undefined ? '' : formatPlatform(image.platform);
  return {
    buildDefinition: {
      buildType: 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
      externalParameters: {
        configSource: { path: 'Dockerfile' },
        request: {
          frontend: 'dockerfile.v0',
          args: { platform },
          locals: [{ name: 'context' }, { name: 'dockerfile' }],
        },
      },
      internalParameters: { builderPlatform: 'linux/amd64' },
      resolvedDependencies: [
        {
          uri: `pkg:docker/alpine@3.22?platform=${encodeURIComponent(platform)}`,
          digest: { sha256: '4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1' },
        },
      ],
    },
    runDetails: {
      builder: { id: 'https://ci.acme.example/shop/checkout/-/pipelines/48211' },
      metadata: {
        invocationId: 'k3w0y7m8q2p5r9t1v4x6z8b0d',
        startedOn: created,
        finishedOn: new Date(Date.parse(created) + 94_000).toISOString(),
      },
    },
  };
}
