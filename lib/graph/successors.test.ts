import { expect, test } from 'vitest';
import { parseManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { mayLieElsewhere, partsOf, successorsOf } from './successors.ts';

const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
const named = (letter: string, mediaType: string, more: object = {}) => ({
  mediaType,
  digest: `sha256:${letter.repeat(64)}`,
  size: 3,
  ...more,
});

function read(mediaType: string, fields: object) {
  return parseManifest(new TextEncoder().encode(JSON.stringify({ mediaType, ...fields })), mediaType);
}

function summary(mediaType: string, fields: object) {
  const { manifests, blobs } = partsOf(read(mediaType, fields));
  const letters = (list: readonly { readonly digest: string }[]) =>
    list.map(({ digest }) => digest.charAt(7)).join('');
  return `${letters(manifests)}|${letters(blobs)}`;
}

const ociManifest = (letter: string) => named(letter, mediaTypes.ociManifest);

test.each([
  [
    'an image',
    mediaTypes.ociManifest,
    { config: named('a', mediaTypes.ociConfig), layers: [named('b', layerType)] },
    '|ab',
  ],
  [
    'an index of blobs',
    mediaTypes.ociIndex,
    { manifests: [named('a', layerType), named('b', 'application/vnd.buildkit.cacheconfig.v0')] },
    '|ab',
  ],
  [
    'a mixed index',
    mediaTypes.ociIndex,
    { manifests: [ociManifest('a'), named('b', 'application/octet-stream')] },
    'a|b',
  ],
  [
    'a Docker list with a blob',
    mediaTypes.dockerList,
    { manifests: [named('a', mediaTypes.dockerManifest), named('b', 'text/plain')] },
    'a|b',
  ],
  ['a nested index', mediaTypes.ociIndex, { manifests: [named('a', mediaTypes.ociIndex)] }, 'a|'],
  [
    'a manifest among the layers',
    mediaTypes.ociManifest,
    { config: named('a', 'application/x-own'), layers: [ociManifest('b')] },
    'b|a',
  ],
  ['an artifact manifest', mediaTypes.artifactManifest, { blobs: [named('a', 'text/plain')] }, '|a'],
  [
    'a type with parameters',
    mediaTypes.ociIndex,
    { manifests: [named('a', `${mediaTypes.ociManifest}; charset=utf-8`)] },
    'a|',
  ],
  ['an entry without a type', mediaTypes.ociIndex, { manifests: [named('a', '')] }, '|a'],
  [
    'a manifest listed for two platforms',
    mediaTypes.ociIndex,
    { manifests: [ociManifest('a'), ociManifest('a')] },
    'aa|',
  ],
  [
    'a layer listed twice',
    mediaTypes.ociManifest,
    { layers: [named('a', layerType), named('a', layerType)] },
    '|a',
  ],
])('%s has its manifests and its blobs', (_, mediaType, fields, expected) => {
  expect(summary(mediaType, fields)).toBe(expected);
});

test('a subject is a successor and no part', () => {
  const fields = { subject: ociManifest('a'), layers: [] };
  expect(successorsOf(read(mediaTypes.ociManifest, fields)).map(({ role }) => role)).toEqual(['subject']);
  expect(summary(mediaTypes.ociManifest, fields)).toBe('|');
});

test('descriptors in fields that no specification knows are told', () => {
  const manifest = read(mediaTypes.ociManifest, {
    layers: [named('a', layerType)],
    blobs: [named('b', 'text/plain')],
    extra: { more: [named('c', 'text/plain'), { digest: 'sha256:short' }] },
    annotations: { 'org.example': 'text' },
  });
  expect(manifest.others?.map(({ digest }) => digest.charAt(7))).toEqual(['b', 'c']);
  expect(read(mediaTypes.ociIndex, { manifests: [] }).others).toBeUndefined();
});

test('a layer with addresses or of a type that must not be distributed may lie elsewhere', () => {
  const foreign = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';
  const [plain, addressed, typed] = [
    named('a', layerType),
    named('a', layerType, { urls: ['https://layers.example/a'] }),
    named('a', foreign),
  ].flatMap((layer) => partsOf(read(mediaTypes.ociManifest, { layers: [layer] })).blobs);
  expect([plain, addressed, typed].map((layer) => layer !== undefined && mayLieElsewhere(layer))).toEqual([
    false,
    true,
    true,
  ]);
});
