import { expect, test } from 'vitest';
import { mayBeText, readText } from './text-type';

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
  expect(readText(new TextEncoder().encode('grüß'))).toBe('grüß');
  expect(readText(new Uint8Array([0xff, 0xfe]))).toBeUndefined();
  expect(readText(new Uint8Array([65, 0, 66]))).toBeUndefined();
});
