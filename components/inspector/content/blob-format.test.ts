import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { blobFormatOf, decodePart, decodeText, mayBeShown, mayBeText } from './blob-format.ts';

test.each([
  ['application/spdx+json', true],
  ['application/vnd.oci.image.config.v1+json', true],
  ['text/plain', true],
  ['application/vnd.acme.thing', true],
  ['application/vnd.oci.image.layer.v1.tar+gzip', false],
  ['application/vnd.oci.image.layer.v1.tar', false],
  ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', false],
  ['application/vnd.docker.image.rootfs.diff.tar.gzip', false],
  ['image/png', false],
])('%s may be text: %s', (mediaType, expected) => {
  expect(mayBeText(mediaType)).toBe(expected);
});

test('bytes that are no text are not shown as one', () => {
  expect(decodeText(new TextEncoder().encode('grüß'))).toBe('grüß');
  expect(decodeText(new Uint8Array([0xff, 0xfe]))).toBeUndefined();
  expect(decodeText(new Uint8Array([65, 0, 66]))).toBeUndefined();
});

test('a part out of the middle of a text loses no more than the characters that were cut', () => {
  const bytes = new TextEncoder().encode('äöü€');
  expect(decodePart(bytes.subarray(1))).toBe('öü€');
  expect(decodePart(bytes.subarray(0, bytes.length - 1))).toBe('äöü');
  expect(decodePart(new Uint8Array([65, 0, 66]))).toBeUndefined();
});

test.each([
  ['image/png', '', 'image'],
  ['image/svg+xml', 'logo.svg', 'text'],
  ['text/markdown', '', 'markdown'],
  ['application/octet-stream', 'README.md', 'markdown'],
  ['application/spdx+json', '', 'json'],
  ['application/vnd.acme.thing', 'values.yaml', 'text'],
])('%s called "%s" is shown as %s', (mediaType, title, shape) => {
  const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
  const annotations = { 'org.opencontainers.image.title': title };
  expect(blobFormatOf({ mediaType, digest, size: 1, annotations })).toBe(shape);
});

test('a picture too large to be held is offered for download alone', () => {
  expect(mayBeShown('image/png', 1024)).toBe(true);
  expect(mayBeShown('image/png', 1024 ** 3)).toBe(false);
  expect(mayBeShown('text/plain', 1024 ** 3)).toBe(true);
});
