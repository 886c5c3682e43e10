import { expect, test } from 'vitest';
import { digestFromHash } from '#lib/oci/digest';
import type { Meaning } from '#lib/oci/kind';
import type { ImageManifest } from '#lib/oci/manifest';
import { applyTypeRule, findLabelRule, findTypeRule } from './type-rules.ts';

const image: Meaning = { kind: 'image', format: 'oci-image', title: 'linux/amd64', confidence: 'declared' };
const layer = {
  mediaType: 'application/vnd.oci.image.layer.v1.tar',
  digest: digestFromHash('sha256', 'a'.repeat(64)),
  size: 1,
};
const manifest: ImageManifest = {
  shape: 'manifest',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  layers: [layer],
};
const withLayer = (annotations: Record<string, string>): ImageManifest => ({
  ...manifest,
  layers: [layer, { ...layer, annotations }],
});

test.each<[string, ImageManifest, string | undefined]>([
  ['nothing special', manifest, undefined],
  [
    'an annotation of its own',
    { ...manifest, annotations: { 'io.cnab.runtime_version': '1' } },
    'CNAB bundle',
  ],
  [
    'an annotation of the value asked for',
    { ...manifest, annotations: { 'com.github.package.type': 'homebrew_bottle' } },
    'Homebrew bottle',
  ],
  [
    'an annotation of another value',
    { ...manifest, annotations: { 'com.github.package.type': 'container' } },
    undefined,
  ],
  ['an annotation of a layer', withLayer({ 'dev.tekton.image.kind': 'task' }), 'Tekton bundle'],
  [
    'the beginning of a key of a layer',
    withLayer({ 'containerd.io/snapshot/stargz/toc.digest': 'x' }),
    'eStargz',
  ],
  [
    'the type of a layer',
    { ...manifest, layers: [{ ...layer, mediaType: 'application/vnd.oci.image.layer.v1.tar+encrypted' }] },
    'encrypted',
  ],
  ['the name of a file', withLayer({ 'org.opencontainers.image.title': 'Llama.GGUF' }), 'GGUF model'],
  ['a key of Object.prototype', { ...manifest, annotations: { constructor: 'x' } }, undefined],
])('a manifest with %s', (_, example, title) => {
  expect(findTypeRule(example)?.title).toBe(title);
});

test('a label of the config tells what a manifest cannot', () => {
  expect(findLabelRule({ 'io.crossplane.xpkg:base': 'x' })?.title).toBe('Crossplane package');
  expect(findLabelRule({ maintainer: 'acme' })).toBeUndefined();
});

test('a rule makes another thing of an image, or tells its make beside the platform', () => {
  const model = findTypeRule(withLayer({ 'org.opencontainers.image.title': 'a.onnx' }));
  const lazy = findTypeRule(withLayer({ 'containerd.io/snapshot/stargz/x': 'x' }));
  if (model === undefined || lazy === undefined) return expect.fail('no rule');
  expect(applyTypeRule(model, image)).toMatchObject({
    kind: 'model',
    title: 'ONNX model',
    confidence: 'name',
  });
  expect(applyTypeRule(lazy, image)).toMatchObject({
    kind: 'image',
    title: 'linux/amd64 · eStargz',
    format: 'estargz',
  });
});
