import { expect, test } from 'vitest';
import { digestFromHash } from '#lib/oci/digest';
import type { Meaning } from '#lib/oci/kind';
import type { ImageManifest } from '#lib/oci/manifest';
import { planReading } from './plan-reading.ts';

const kiB = 1024;
const digestOf = (nth: number) => digestFromHash('sha256', nth.toString(16).padStart(64, '0'));
const layerOf = (mediaType: string, size: number, nth = 1) => ({ mediaType, size, digest: digestOf(nth) });
const manifestOf = (parts: Partial<ImageManifest>): ImageManifest => ({
  shape: 'manifest',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  layers: [],
  ...parts,
});
const sbom: Meaning = { kind: 'sbom', format: 'spdx-json', title: 'SPDX SBOM', confidence: 'declared' };
const artifact: Meaning = { ...sbom, kind: 'artifact', format: 'a/b' };
const image: Meaning = { ...sbom, kind: 'image', format: 'oci-image' };
const bytesOf = (manifest: ImageManifest, declared: Meaning) =>
  planReading(manifest, declared).readings.map(({ maxBytes }) => maxBytes);

test.each([
  ['of 8 MiB is read whole', 'application/spdx+json', 8_192 * kiB, [8_192 * kiB]],
  ['larger than that is read in its head', 'application/spdx+json', 8_192 * kiB + 1, [64 * kiB]],
  [
    'of a type that says nothing is read whole up to 256 KiB',
    'application/octet-stream',
    256 * kiB,
    [256 * kiB],
  ],
  ['of such a type above that is read in its head', 'application/octet-stream', 256 * kiB + 1, [64 * kiB]],
  ['that is packed is read', 'application/spdx+json+gzip', 500, [500]],
  ['that is an archive is not read', 'application/spdx+json+zip', 500, []],
  ['that is a file system is not read', 'application/vnd.oci.image.layer.v1.tar', 500, []],
  ['without bytes is not read', 'application/spdx+json', 0, []],
] as const)('a document %s', (_, mediaType, size, expected) => {
  expect(bytesOf(manifestOf({ layers: [layerOf(mediaType, size)] }), sbom)).toEqual(expected);
});

test.each([
  ['bom.json.gz', 'application/gzip', [500]],
  ['bom.cdx.zst', 'application/zstd', [500]],
  ['files.tar.gz', 'application/gzip', []],
  ['files.tgz', 'application/x-gzip', []],
])('the packed file %s is read where its name is that of a document', (title, type, expected) => {
  const annotations = { 'org.opencontainers.image.title': title };
  const layers = [{ ...layerOf(type, 500), annotations }];
  expect(bytesOf(manifestOf({ layers }), artifact)).toEqual(expected);
});

test('an artifact of a type that nobody has described may hold a document', () => {
  expect(bytesOf(manifestOf({ layers: [layerOf('application/json', 500)] }), artifact)).toEqual([500]);
});

test('of an image its config is read, of a huge one its head, and none that holds nothing', () => {
  const config = (size: number) =>
    manifestOf({ config: layerOf('application/vnd.oci.image.config.v1+json', size) });
  expect([3, 4_096 * kiB, 2, 4_096 * kiB + 1].map((size) => bytesOf(config(size), image))).toEqual([
    [3],
    [4_096 * kiB],
    [],
    [64 * kiB],
  ]);
});

test('eight documents are read, each once, and the others are counted', () => {
  const layers = Array.from({ length: 10 }, (_, nth) => layerOf('application/spdx+json', 500, nth));
  const plan = planReading(manifestOf({ layers: [...layers, ...layers] }), sbom);
  expect([plan.readings.length, plan.unread]).toEqual([8, 2]);
});
