import { mediaTypes } from '#lib/oci/media-type';
import type { KindRow } from './sketch.ts';
import { artifact, configured, example, image, index, layer, noted, tgz } from './sketch.ts';

const dockerTgz = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
const hex = 'a'.repeat(64);
const spdx = { spdxVersion: 'SPDX-2.3', packages: [{}] };

/** Rows 1–15 and 42–47 of the catalogue: images, indexes and how they are loaded. */
export const kindsOfImages: readonly KindRow[] = [
  example(1, 'OCI image', image([tgz]), 'image', 'oci-image'),
  example(
    2,
    'Docker image',
    { mediaType: mediaTypes.dockerManifest, config: mediaTypes.dockerConfig, layers: [dockerTgz] },
    'image',
    'docker-image',
  ),
  example(3, 'OCI index', index([mediaTypes.ociManifest]), 'index', 'oci-index'),
  example(
    4,
    'Docker manifest list',
    { mediaType: mediaTypes.dockerList, manifests: [mediaTypes.dockerManifest] },
    'index',
    'docker-list',
  ),
  example(5, 'Docker schema 1', { mediaType: mediaTypes.dockerSchema1Signed }, 'image', 'docker-schema1'),
  example(
    6,
    'image with external layers',
    image(['application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', tgz]),
    'image',
    'oci-image',
  ),
  example(7, 'encrypted image', image([`${tgz}+encrypted`]), 'image', 'encrypted-image'),
  example(
    8,
    'Docker plugin',
    configured('application/vnd.docker.plugin.v1+json', [dockerTgz]),
    'package',
    'docker-plugin',
  ),
  example(9, 'index of indexes', index([mediaTypes.ociIndex, mediaTypes.ociIndex]), 'index', 'oci-index'),
  example(
    9,
    'index of a home-made type',
    index([], { artifactType: 'application/vnd.acme.group' }),
    'index',
    'oci-index',
  ),
  {
    ...example(10, 'referrers list', index([mediaTypes.ociManifest]), 'referrers-list', 'oci-index'),
    tags: [`sha256-${hex}`],
  },
  example(
    11,
    'artifact manifest of OCI 1.1 drafts',
    {
      mediaType: mediaTypes.artifactManifest,
      artifactType: 'application/vnd.acme.note',
      blobs: ['application/vnd.acme.text'],
    },
    'artifact',
    'application/vnd.acme.note',
  ),
  example(
    12,
    'artifact manifest of ORAS',
    {
      mediaType: mediaTypes.orasManifest,
      artifactType: 'application/spdx+json',
      blobs: [layer('application/spdx+json', spdx)],
    },
    'sbom',
    'spdx-json',
  ),
  example(
    13,
    'BuildKit cache',
    configured('application/vnd.buildkit.cacheconfig.v0', [tgz]),
    'artifact',
    'buildkit-cache',
  ),
  example(
    13,
    'BuildKit cache as an index',
    index(['application/vnd.buildkit.cacheconfig.v0']),
    'artifact',
    'buildkit-cache',
  ),
  example(
    14,
    'bootable container',
    image([tgz], {
      config: layer(mediaTypes.ociConfig, {
        os: 'linux',
        architecture: 'amd64',
        config: { Labels: { 'containers.bootc': '1' } },
      }),
    }),
    'image',
    'bootc',
  ),
  example(
    15,
    'Homebrew bottle',
    index([{ type: mediaTypes.ociManifest, notes: { 'sh.brew.bottle.digest': hex } }]),
    'package',
    'homebrew-bottle',
  ),
  example(
    42,
    'SOCI index v1',
    artifact('application/vnd.amazon.soci.index.v1+json', ['application/octet-stream']),
    'lazy-loading-index',
    'soci',
  ),
  example(
    43,
    'SOCI index v2',
    artifact('application/vnd.amazon.soci.index.v2+json', ['application/octet-stream']),
    'lazy-loading-index',
    'soci-v2',
  ),
  example(44, 'Nydus image', image([noted('containerd.io/snapshot/nydus-blob', 'true')]), 'image', 'nydus'),
  example(
    44,
    'Nydus image by its layer type',
    image(['application/vnd.oci.image.layer.nydus.blob.v1']),
    'image',
    'nydus',
  ),
  example(
    45,
    'eStargz image',
    image([noted('containerd.io/snapshot/stargz/toc.digest')]),
    'image',
    'estargz',
  ),
  example(
    46,
    'zstd:chunked image',
    image([noted('io.github.containers.zstd-chunked.manifest-checksum')]),
    'image',
    'zstd-chunked',
  ),
  example(
    47,
    'OverlayBD image',
    image([noted('containerd.io/snapshot/overlaybd/blob-digest')]),
    'image',
    'overlaybd',
  ),
];
