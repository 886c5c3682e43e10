import { expect, test } from 'vitest';
import { digestOf } from '#e2e/faults/scratch-registry';
import { refNameKey } from '#lib/oci/image-layout';
import { parseManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { assignManifests, repositoryKey } from './assign-manifests.ts';

const descriptorOf = (name: string, mediaType: string = mediaTypes.ociManifest) => ({
  mediaType,
  digest: digestOf(name),
  size: 2,
});
const manifestOf = (name: string, fields: Readonly<Record<string, unknown>> = {}) => {
  const isIndex = 'manifests' in fields;
  const mediaType = isIndex ? mediaTypes.ociIndex : mediaTypes.ociManifest;
  const content = isIndex ? {} : { config: descriptorOf('config'), layers: [] };
  const document = { schemaVersion: 2, mediaType, ...content, ...fields };
  const manifest = parseManifest(new TextEncoder().encode(JSON.stringify(document)), mediaType);
  return [digestOf(name), { descriptor: descriptorOf(name, mediaType), manifest }] as const;
};
const manifests = new Map([
  manifestOf('index', { manifests: [descriptorOf('image')] }),
  manifestOf('image'),
  manifestOf('signature', { subject: descriptorOf('image') }),
  manifestOf('other'),
]);
const entry = (name: string, annotations: Readonly<Record<string, string>> = {}) => ({
  ...descriptorOf(name),
  annotations,
});
const assigned = (...given: Parameters<typeof assignManifests>) =>
  Object.fromEntries(
    [...assignManifests(...given)].map(([name, content]) => [
      name,
      { manifests: content.manifests, tags: Object.fromEntries(content.tags) },
    ]),
  );

test('an index brings its entries, and these bring what refers to them', () => {
  expect(assigned([entry('index', { [refNameKey]: 'acme/app:1.0' })], manifests, undefined)).toEqual({
    'acme/app': {
      manifests: new Set(['index', 'image', 'signature'].map((name) => digestOf(name))),
      tags: { '1.0': digestOf('index') },
    },
  });
});

test('an entry that names no repository goes to the fallback, or nowhere', () => {
  const tagged = entry('other', { [refNameKey]: '1.0' });
  expect(assigned([tagged], manifests, 'acme/app')).toMatchObject({
    'acme/app': { tags: { '1.0': digestOf('other') } },
  });
  expect(assigned([tagged], manifests, undefined)).toEqual({});
});

test('a manifest whose entry names its repository goes nowhere else', () => {
  const entries = [
    entry('index', { [refNameKey]: 'acme/app:1.0' }),
    entry('signature', { [repositoryKey]: 'acme/signatures' }),
  ];
  const contents = assigned(entries, manifests, undefined);
  expect(contents['acme/app']?.manifests).toEqual(new Set(['index', 'image'].map((name) => digestOf(name))));
  expect(contents['acme/signatures']?.manifests).toEqual(new Set([digestOf('signature')]));
});

test('an entry without a manifest is left out', () => {
  expect(assigned([entry('gone', { [refNameKey]: 'acme/app:1.0' })], manifests, undefined)).toEqual({});
});
