import { expect, test } from 'vitest';
import type { Kind } from '#lib/oci/kind';
import { parseManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { planEvidence, planOwnEvidence } from './plan-evidence.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const simple = 'application/vnd.dev.cosign.simplesigning.v1+json';
const envelope = 'application/vnd.dsse.envelope.v1+json';
const bundle = 'application/vnd.dev.sigstore.bundle.v0.3+json';

type Layers = readonly (readonly [mediaType: string, annotations?: Readonly<Record<string, string>>])[];

function manifestOf(layers: Layers, artifactType?: string) {
  const document = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    ...(artifactType === undefined ? {} : { artifactType }),
    config: { mediaType: mediaTypes.empty, digest: digest('0'), size: 2 },
    layers: layers.map(([mediaType, annotations = {}], index) => ({
      ...{ mediaType, annotations, size: 10 },
      digest: digest(String(index + 1)),
    })),
  };
  return parseManifest(Buffer.from(JSON.stringify(document)), mediaTypes.ociManifest);
}

function plan(
  layers: Layers,
  { artifactType = 'application/x', tags = [''], kind = 'artifact' as Kind } = {},
) {
  const planned = planEvidence(manifestOf(layers, artifactType), { kind, format: 'x', tags });
  return planned.map(({ form, refusal }) => refusal?.code ?? form);
}

const sig = { tags: [`sha256-${'a'.repeat(64)}.sig`] };
const att = { tags: [`sha256-${'a'.repeat(64)}.att`] };

test.each([
  ['a bundle', [[bundle]], {}, ['sigstore-bundle']],
  [
    'a layer called JSON under the type of bundles',
    [['application/json']],
    { artifactType: bundle },
    ['sigstore-bundle'],
  ],
  [
    'two layers of a signature tag',
    [[simple], [simple]],
    sig,
    ['cosign-simplesigning', 'cosign-simplesigning'],
  ],
  ['a layer called JSON under a signature tag', [['application/json']], sig, ['cosign-simplesigning']],
  ['an attestation tag', [[envelope]], att, ['dsse']],
  ['a layer called JSON under an attestation tag', [['application/json']], att, ['dsse']],
  [
    'cosign as a referrer',
    [['application/json', { 'dev.cosignproject.cosign/signature': 'a' }]],
    {},
    ['cosign-simplesigning'],
  ],
  [
    'notation as JWS',
    [['application/jose+json']],
    { artifactType: 'application/vnd.cncf.notary.signature' },
    ['notation-jws'],
  ],
  [
    'notation as COSE',
    [['application/cose']],
    { artifactType: 'application/vnd.cncf.notary.signature' },
    ['notation-cose'],
  ],
  [
    'notation with two layers',
    [['application/cose'], ['application/cose']],
    { artifactType: 'application/vnd.cncf.notary.signature' },
    ['wrong-signature-count'],
  ],
  [
    'notation without a layer',
    [],
    { artifactType: 'application/vnd.cncf.notary.signature' },
    ['wrong-signature-count'],
  ],
  [
    'notation in another envelope',
    [['text/plain']],
    { artifactType: 'application/vnd.cncf.notary.signature' },
    ['wrong-material'],
  ],
  ['an envelope of notation under another type', [['application/jose+json']], {}, []],
  ['a statement that nobody signed', [['application/vnd.in-toto+json']], {}, ['unsigned']],
  ['a plain SBOM', [['application/spdx+json']], { kind: 'sbom' }, []],
  [
    'a signature of another form',
    [['application/pgp-signature']],
    { kind: 'signature' },
    ['form-not-supported'],
  ],
] as const)('%s', (_, layers, carrier, forms) => {
  expect(plan(layers as Layers, carrier as Parameters<typeof plan>[1])).toEqual(forms);
});

test('the kind of a layer is that of its own part, and its predicate what an annotation claims', () => {
  const parts = [
    { digest: digest('1'), kind: 'provenance', format: 'slsa-provenance-v1', title: '' },
    { digest: digest('2'), kind: 'sbom', format: 'spdx-json', title: '' },
  ] as const;
  const layers: Layers = [[envelope, { predicateType: 'https://slsa.dev/provenance/v1' }], [envelope]];
  const carrier = { kind: 'attestation', format: 'dsse', tags: att.tags, parts } as unknown;
  const planned = planEvidence(manifestOf(layers), carrier as Parameters<typeof planEvidence>[1]);
  expect(planned.map(({ kind, predicateType }) => [kind, predicateType])).toEqual([
    ['provenance', 'https://slsa.dev/provenance/v1'],
    ['sbom', undefined],
  ]);
});

test('a chart holds its own provenance file', () => {
  const type = 'application/vnd.cncf.helm.chart.provenance.v1.prov';
  const chart = manifestOf([['application/vnd.cncf.helm.chart.content.v1.tar+gzip'], [type]]);
  expect(planOwnEvidence(chart).map(({ form, blob }) => [form, blob?.digest])).toEqual([
    ['helm-prov', digest('2')],
  ]);
});
