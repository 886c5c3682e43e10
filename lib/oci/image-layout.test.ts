import { expect, test } from 'vitest';
import { parseDigest } from './digest.ts';
import {
  blobName,
  formatIndexJson,
  ociLayoutFile,
  parseIndexJson,
  refNameKey,
  tagOfEntry,
} from './image-layout.ts';
import { mediaTypes } from './media-type.ts';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const entry = { mediaType: mediaTypes.ociManifest, digest, size: 2 };
const parse = (document: unknown) => parseIndexJson(new TextEncoder().encode(JSON.stringify(document)));

test('content lies below blobs, in a folder for each algorithm', () => {
  expect(blobName(digest)).toBe(`blobs/sha256/${'a'.repeat(64)}`);
});

test('the marker names the version of the layout', () => {
  expect(JSON.parse(ociLayoutFile)).toEqual({ imageLayoutVersion: '1.0.0' });
});

test('an index.json that was written is read again', () => {
  const entries = [{ ...entry, annotations: { [refNameKey]: '1.0' } }, entry];
  expect(parse(JSON.parse(formatIndexJson(entries)))).toEqual(entries);
});

test('an entry that is no descriptor is left out, and the others are read', () => {
  expect(parse({ manifests: [{ digest: 'none' }, 7, entry] })).toEqual([entry]);
});

test.each([[{ manifests: 'none' }], [{}], [[]]])('%j is no index.json', (document) => {
  expect(() => parse(document)).toThrow(expect.objectContaining({ code: 'layout-invalid' }));
});

test.each([
  ['1.0', '1.0'],
  ['ghcr.io/acme/app:1.0', '1.0'],
  ['localhost:5000/acme/app', undefined],
  ['not a tag', undefined],
])('the name %s stands for the tag %s', (name, tag) => {
  expect(tagOfEntry({ ...entry, annotations: { [refNameKey]: name } })).toBe(tag);
});

test('an entry without a name has no tag', () => {
  expect(tagOfEntry(entry)).toBeUndefined();
});
