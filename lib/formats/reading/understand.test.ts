import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { meaningOfManifest } from '#lib/formats/declared/meaning';
import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import { parseDigest } from '#lib/oci/digest';
import type { Meaning } from '#lib/oci/kind';
import type { ImageManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { planReading } from './plan-reading.ts';
import { understand } from './understand.ts';

const spdx = { spdxVersion: 'SPDX-2.3', packages: [{}, {}] };
const own = `sha256:${'a'.repeat(64)}`;
const provenance = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'app', digest: { sha256: 'a'.repeat(64) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      resolvedDependencies: [
        {
          uri: 'git+https://github.com/acme/web@refs/heads/main',
          digest: { gitCommit: '4e1f0c7'.repeat(6) },
        },
      ],
    },
  },
};

describe('what one document says', () => {
  test('a home-made type over a document of no type is recognised', () => {
    expect(read('application/vnd.acme.sbom', layer('application/octet-stream', spdx))).toEqual({
      kind: 'sbom',
      format: 'spdx-json',
      title: 'SPDX 2.3 · 2 packages',
      confidence: 'content',
    });
  });

  test('a bundle is opened to the statement inside', () => {
    const bundle = {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: '' } },
      dsseEnvelope: envelope(provenance),
    };
    expect(read(bundle.mediaType, layer(bundle.mediaType, bundle))).toEqual({
      kind: 'provenance',
      format: 'slsa-provenance-v1',
      envelope: 'sigstore-bundle',
      title: 'SLSA v1 · github.com/acme/web@4e1f0c7',
      confidence: 'content',
      binding: { state: 'unknown', names: [own] },
    });
  });

  test('content that is not what the type declares is told as what it is, with the contradiction', () => {
    const vex = { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [{ status: 'fixed' }] };
    expect(read('application/spdx+json', layer('application/spdx+json', vex))).toMatchObject({
      kind: 'vex',
      title: 'OpenVEX · 1 fixed',
      basis: 'Declared as SPDX SBOM, but holds OpenVEX · 1 fixed.',
    });
  });

  test('content that cannot be read leaves what was declared, and says so', () => {
    expect(read('application/spdx+json', layer('application/spdx+json', '{"spdxVersion":'))).toEqual({
      kind: 'sbom',
      format: 'spdx-json',
      title: 'SPDX SBOM',
      confidence: 'declared',
      basis: 'Its content could not be read: the document is not valid JSON.',
    });
  });

  test('of a head the size is told and not the count, and that it was one', () => {
    const whole = layer('application/spdx+json', {
      ...spdx,
      packages: Array.from({ length: 180_000 }, () => ({
        name: 'some package of theirs',
        versionInfo: '1.0',
      })),
    });
    const manifest = manifestOf('application/spdx+json', whole);
    const [reading] = planReading(manifest, meaningOfManifest(manifest)).readings;
    expect(reading?.maxBytes).toBe(64 * 1024);
    expect(read('application/spdx+json', whole)).toMatchObject({
      title: 'SPDX 2.3 · 9.3 MiB',
      basis: 'Only the first 64.0 KiB of 9.3 MiB were read.',
    });
  });
});

describe('a file in other clothes', () => {
  test('is opened where it is packed, else said to be', () => {
    const bytes = gzipSync(JSON.stringify(spdx));
    const { blob } = layer('application/spdx+json+gzip', '');
    const manifest = manifestOf('application/spdx+json', { blob, bytes });
    const contents = [{ blob: { ...blob, size: bytes.length }, bytes, isWhole: true }];
    const declared = meaningOfManifest(manifest);
    expect(understand(manifest, declared, contents, (packed) => gunzipSync(packed)).title).toBe(
      'SPDX 2.3 · 2 packages',
    );
    expect(understand(manifest, declared, contents).basis).toBe(
      'Its content could not be read: it is packed with gzip, which is not opened here.',
    );
  });

  test('of several documents is each of them, and tells the line that cannot be read', () => {
    const lines = [JSON.stringify(envelope(provenance)), '{', JSON.stringify(spdx)].join('\n');
    const meaning = read('application/json', layer('application/json', lines));
    expect(meaning).toMatchObject({
      kind: 'attestation',
      title: 'Attestations · provenance, SBOM',
      basis: 'Line 2 is not valid JSON.',
    });
    expect(meaning.parts).toHaveLength(2);
  });
});

describe('several documents in one manifest', () => {
  const statements = [
    provenance,
    { ...provenance, predicateType: 'https://spdx.dev/Document', predicate: spdx },
  ];

  test('a build attestation says what each layer is', () => {
    const layers = statements.map((statement) => layer('application/vnd.in-toto+json', statement));
    const meaning = read(undefined, ...layers);
    expect(meaning).toMatchObject({ kind: 'attestation', title: 'Build attestation · provenance, SBOM' });
    expect(meaning.parts).toMatchObject([
      { digest: layers[0]?.blob.digest, kind: 'provenance', title: 'SLSA v1 · github.com/acme/web@4e1f0c7' },
      { digest: layers[1]?.blob.digest, kind: 'sbom', title: 'SPDX 2.3 · 2 packages' },
    ]);
  });

  test('two signatures are two signatures', () => {
    const payload = { critical: { image: { 'docker-manifest-digest': 'sha256:…' } }, optional: null };
    const type = 'application/vnd.dev.cosign.simplesigning.v1+json';
    const layers = [layer(type, payload), layer(type, { ...payload, optional: {} })];
    expect(read(undefined, ...layers)).toMatchObject({ kind: 'signature', title: '2 signatures' });
  });
});

type Layer = { readonly blob: Descriptor; readonly bytes: Uint8Array };

let made = 0;

function layer(mediaType: string, value: unknown, annotations?: Annotations): Layer {
  const bytes = new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
  const digest = parseDigest(`sha256:${(++made).toString(16).padStart(64, '0')}`);
  return {
    blob: { mediaType, digest, size: bytes.length, ...(annotations === undefined ? {} : { annotations }) },
    bytes,
  };
}

function manifestOf(artifactType: string | undefined, ...layers: readonly Layer[]): ImageManifest {
  const config = {
    mediaType: mediaTypes.ociConfig,
    digest: parseDigest(`sha256:${'f'.repeat(64)}`),
    size: 2,
  };
  return {
    shape: 'manifest',
    mediaType: mediaTypes.ociManifest,
    config,
    layers: layers.map(({ blob }) => blob),
    ...(artifactType === undefined ? {} : { artifactType }),
  };
}

/** Reads what the plan asks for, as the walk does. */
function read(artifactType: string | undefined, ...layers: readonly Layer[]): Meaning {
  const manifest = manifestOf(artifactType, ...layers);
  const declared = meaningOfManifest(manifest);
  const contents = planReading(manifest, declared).readings.flatMap(({ blob, maxBytes }) =>
    layers
      .filter((candidate) => candidate.blob.digest === blob.digest)
      .map(({ bytes }) => ({ blob, bytes: bytes.subarray(0, maxBytes), isWhole: bytes.length <= maxBytes })),
  );
  return understand(manifest, declared, contents);
}

function envelope(statement: unknown) {
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
  return { payloadType: 'application/vnd.in-toto+json', payload, signatures: [{ sig: 'AA==' }] };
}

describe('what the config of an image says', () => {
  const readImage = (config: object, readBytes?: number) => {
    const bytes = new TextEncoder().encode(JSON.stringify(config));
    const blob = {
      digest: parseDigest(`sha256:${'c'.repeat(64)}`),
      size: bytes.length,
      mediaType: 'application/vnd.oci.image.config.v1+json',
    };
    const manifest: ImageManifest = {
      shape: 'manifest',
      mediaType: mediaTypes.ociManifest,
      config: blob,
      layers: [],
    };
    const isWhole = readBytes === undefined;
    return understand(manifest, meaningOfManifest(manifest), [
      { blob, bytes: bytes.subarray(0, readBytes), isWhole },
    ]);
  };
  const arm = { architecture: 'arm64', os: 'linux' };

  test('is its platform and when it was made', () => {
    expect(readImage({ ...arm, created: '2026-11-20T10:00:00Z' })).toMatchObject({
      title: 'linux/arm64',
      created: '2026-11-20T10:00:00Z',
    });
  });

  test('is no time, where a builder left it out', () => {
    expect(readImage({ ...arm, created: '1980-01-01T00:00:01Z' })).not.toHaveProperty('created');
  });

  test('is told of its head alone, and that it was not read whole', () => {
    expect(readImage({ ...arm, config: { Labels: { a: 'b'.repeat(900) } } }, 200)).toMatchObject({
      title: 'linux/arm64',
      basis: expect.stringContaining('Only the first 200 B of its config'),
    });
  });
});
