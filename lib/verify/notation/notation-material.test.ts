import { expect, test } from 'vitest';
import { parseManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { notationMaterial } from './notation-material.ts';

const signatureType = 'application/vnd.cncf.notary.signature';

function descriptor(mediaType: string) {
  return { mediaType, digest: `sha256:${'c'.repeat(64)}`, size: 2 };
}

function materialOf(layers: readonly string[], types: { artifactType?: string; config?: string } = {}) {
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: types.artifactType,
    config: descriptor(types.config ?? signatureType),
    layers: layers.map(descriptor),
  };
  return notationMaterial(parseManifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.ociManifest));
}

test('one layer holds the envelope, in one of two forms', () => {
  expect(materialOf(['application/jose+json'])).toMatchObject({ form: 'notation-jws' });
  expect(materialOf(['application/cose'], { artifactType: signatureType })).toMatchObject({
    form: 'notation-cose',
  });
});

test('an artifact of another type is no signature of notation', () => {
  expect(materialOf(['application/jose+json'], { artifactType: 'application/vnd.acme.sig' })).toBeUndefined();
  expect(
    materialOf(['application/jose+json'], { config: 'application/vnd.oci.empty.v1+json' }),
  ).toBeUndefined();
});

test.each([
  ['two layers', ['application/jose+json', 'application/jose+json'], 'wrong-signature-count'],
  ['no layer', [], 'wrong-signature-count'],
  ['a layer of another type', ['application/json'], 'wrong-material'],
])('%s is refused', (_, layers, code) => {
  expect(materialOf(layers)).toMatchObject({ refusal: { state: 'failed', code } });
});
