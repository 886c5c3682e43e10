import { expect, test } from 'vitest';
import { mayBeArchive } from './may-be-archive.ts';

test.each([
  ['application/vnd.oci.image.layer.v1.tar', '', true],
  ['application/vnd.oci.image.layer.v1.tar+zstd', '', true],
  ['application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', '', true],
  ['application/vnd.docker.image.rootfs.diff.tar.gzip', '', true],
  ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', '', true],
  ['application/vnd.oci.image.layer.v1.tar+gzip+encrypted', '', true],
  ['application/x-tar', '', true],
  ['application/zip', '', true],
  ['application/java-archive', '', true],
  ['application/octet-stream', 'app-1.0.jar', true],
  ['application/octet-stream', 'tool-1.0-py3-none-any.whl', true],
  ['application/vnd.example.zipper', '', false],
  ['application/gzip', '', true],
  ['application/octet-stream', 'dist.tar.gz', true],
  ['application/octet-stream', 'tool', false],
  ['application/vnd.cncf.helm.chart.provenance.v1.prov', 'web.tgz.prov', false],
  ['application/spdx+json', 'star.json', false],
])('%s called "%s": %s', (mediaType, title, isArchive) => {
  expect(mayBeArchive({ mediaType, annotations: { 'org.opencontainers.image.title': title } })).toBe(
    isArchive,
  );
});
