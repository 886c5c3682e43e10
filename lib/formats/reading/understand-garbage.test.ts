import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meaningOfManifest } from '#lib/formats/declared/meaning';
import { bundle, envelope, statement } from '#lib/formats/testing/sketch';
import type { Descriptor } from '#lib/oci/descriptor';
import { parseDigest } from '#lib/oci/digest';
import { kinds } from '#lib/oci/kind';
import type { ImageManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { planReading } from './plan-reading.ts';
import { understand } from './understand.ts';

const names = [
  ...[
    'spdxVersion',
    'packages',
    '@context',
    '@graph',
    'bomFormat',
    'components',
    'vulnerabilities',
    'specVersion',
  ],
  ...[
    'runs',
    'results',
    '$schema',
    'tool',
    'SchemaVersion',
    'Results',
    'Vulnerabilities',
    'matches',
    'descriptor',
  ],
  ...[
    'mediaType',
    'verificationMaterial',
    'dsseEnvelope',
    'payload',
    'payloadType',
    'signatures',
    'header',
    'x5c',
  ],
  ...[
    'protected',
    'signature',
    'critical',
    'image',
    '_type',
    'predicateType',
    'predicate',
    'statements',
    'document',
  ],
  ...[
    'buildDefinition',
    'resolvedDependencies',
    'uri',
    'digest',
    'scanner',
    'result',
    'config',
    'Labels',
    '__proto__',
  ],
];
const words = [
  'SPDX-2.3',
  'CycloneDX',
  'https://openvex.dev/ns',
  '2.1.0',
  'application/vnd.in-toto+json',
  'e30=',
  '\u202e',
];
const types = [
  ...['application/spdx+json', 'application/vnd.dev.sigstore.bundle.v0.3+json', 'application/jose+json'],
  ...['application/cose', 'application/octet-stream', 'application/vnd.in-toto+json', 'text/spdx', 'made/up'],
  ...['application/vnd.cncf.helm.config.v1+json', mediaTypes.ociConfig, 'application/vnd.ollama.image.model'],
];

/** Documents that are nearly what we know: our names in wrong places, with wrong values. */
const { tree } = fc.letrec<{ tree: unknown; list: unknown[]; object: Record<string, unknown> }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(...words),
    fc.jsonValue({ maxDepth: 1 }),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('tree'), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 6 }),
}));
const predicateTypes = fc.constantFrom(
  'https://slsa.dev/provenance/v1',
  'https://in-toto.io/attestation/vulns/v0.1',
  'x',
);
const statements = fc.tuple(predicateTypes, tree).map(([type, predicate]) => statement(type, predicate));
const documents = fc.oneof(
  fc
    .oneof(tree, statements, statements.map(bundle), statements.map(envelope))
    .map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary' }),
);
const bytes = fc.oneof(
  documents.map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 400 }),
  fc.uint8Array({ maxLength: 400 }).map((tail) => Uint8Array.of(0xd2, 0x84, ...tail)),
);

test('whatever the blobs hold, whole or cut, the manifest means something and the text is safe to show', () => {
  const contents = fc.array(fc.tuple(fc.constantFrom(...types), bytes, fc.boolean()), { maxLength: 4 });
  fc.assert(
    fc.property(fc.option(fc.constantFrom(...types), { nil: undefined }), contents, (artifactType, blobs) => {
      const layers = blobs.map(([type, content], i) => descriptor(type, content.length + 1, i));
      const manifest = manifestOf(artifactType, layers);
      const declared = meaningOfManifest(manifest);
      planReading(manifest, declared);
      const read = blobs.flatMap(([, content, isWhole], i) => {
        const blob = layers[i];
        return blob === undefined ? [] : [{ blob, bytes: content, isWhole }];
      });
      const meaning = understand(manifest, declared, read);
      expect(kinds).toContain(meaning.kind);
      expect(meaning.title).toMatch(/\S/);
      expect([...meaning.title].length).toBeLessThanOrEqual(160);
      for (const { title } of [meaning, ...(meaning.parts ?? [])])
        expect(title).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['opening brackets', '['.repeat(2_000_000)],
  ['objects in objects', '{"components":'.repeat(100_000)],
  ['an open string', `{"spdxVersion":"${'\\'.repeat(1_000_000)}`],
  ['spaces', ' '.repeat(2_000_000)],
  ['almost XML', `<${'a '.repeat(1_000_000)}`],
  ['XML of components', `<bom xmlns="http://cyclonedx.org/schema/bom/1.6">${'<component'.repeat(150_000)}`],
  ['SPDX of names', `SPDXVersion: SPDX-2.3\n${'PackageName:\n'.repeat(150_000)}`],
  ['nested components', JSON.stringify({ bomFormat: 'CycloneDX', components: nested(30) })],
])('two megabytes of %s come to an end', (_, text) => {
  const content = new TextEncoder().encode(text);
  const blob = descriptor('application/json', content.length, 1);
  const manifest = manifestOf('application/spdx+json', [blob]);
  for (const isWhole of [true, false]) {
    expect(understand(manifest, meaningOfManifest(manifest), [{ blob, bytes: content, isWhole }]).kind).toBe(
      'sbom',
    );
  }
});

function nested(depth: number): unknown {
  return Array.from({ length: 2 }, () => ({ components: depth > 22 ? nested(depth - 2) : [{}, {}, {}] }));
}

function descriptor(mediaType: string, size: number, i: number): Descriptor {
  return { mediaType, digest: parseDigest(`sha256:${String(i).padStart(64, '0')}`), size };
}

function manifestOf(artifactType: string | undefined, layers: readonly Descriptor[]): ImageManifest {
  const config = { ...descriptor(mediaTypes.ociConfig, 10, 99) };
  return {
    ...{ shape: 'manifest', mediaType: mediaTypes.ociManifest, config, layers },
    ...(artifactType === undefined ? {} : { artifactType }),
  };
}
