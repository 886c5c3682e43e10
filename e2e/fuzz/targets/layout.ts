import { isDeepStrictEqual } from 'node:util';
import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand, unlessRefused } from '#e2e/fuzz/fuzz-target';
import { checkDescriptor, checkPrototypes } from '#e2e/fuzz/targets/descriptors';
import { locateEntry, repositoryKey } from '#lib/layout/archive/assign-manifests';
import { blobPath } from '#lib/layout/content/locate-blob';
import { formatIndexJson, parseIndexJson, refNameKey, tagOfEntry } from '#lib/oci/image-layout';
import { mediaTypes } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import { isRepositoryName, isTag } from '#lib/oci/reference';

const hex = 'd'.repeat(64);
const entry = { mediaType: mediaTypes.ociManifest, digest: `sha256:${hex}`, size: 7 };
const encoder = new TextEncoder();

/** The index.json of a layout or an archive, which names the files that are opened next. */
export const layoutTarget: FuzzTarget = {
  name: 'layout',
  isJson: true,
  seeds: [
    JSON.stringify({ schemaVersion: 2, manifests: [{ ...entry, annotations: { [refNameKey]: '1.0' } }] }),
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociIndex,
      manifests: [
        { ...entry, annotations: { [refNameKey]: 'ghcr.io/acme/app:1.0', [repositoryKey]: 'acme/app' } },
        { ...entry, digest: `sha512:${hex}${hex}`, annotations: { [refNameKey]: 'localhost:5000/a:b' } },
        { ...entry, platform: { os: 'linux', architecture: 'amd64' }, artifactType: 'a/b' },
      ],
    }),
    JSON.stringify({ schemaVersion: 2, manifests: [{ ...entry, annotations: { [repositoryKey]: 'a/b' } }] }),
    '{"schemaVersion":2,"manifests":[]}',
  ],
  words: [
    ...([
      '"manifests":',
      '"annotations":{',
      refNameKey,
      repositoryKey,
      '"digest":"',
      `sha256:${hex}`,
      '"size":',
    ] as const),
    ...[
      '../',
      '..\\',
      '/etc/passwd',
      'sha256:../../x',
      '.:a',
      '..:..',
      'a:b',
      '_unfinished',
      'C:',
      '\\u0000',
      '\\u202e',
    ],
    ...[
      '"__proto__":{"polluted":1},',
      '"constructor":{"prototype":{"polluted":1}},',
      'null',
      '[',
      '{',
      '{}',
      '[]',
      ',',
    ],
  ],
  check(bytes) {
    const entries = unlessRefused(() => parseIndexJson(bytes), OciError) ?? [];
    for (const descriptor of entries) {
      checkDescriptor(descriptor);
      const tag = tagOfEntry(descriptor);
      demand(tag === undefined || isTag(tag), 'an entry has a tag that is none');
      const place = locateEntry(descriptor);
      demand(place.tag === undefined || isTag(place.tag), 'an entry has a tag that is none');
      demand(
        place.repository === undefined || isRepositoryName(place.repository),
        'an entry is put where no repository can be',
      );
      const path = blobPath('/layout', descriptor.digest);
      demand(
        /^\/layout\/blobs\/[a-z0-9+._-]+\/[\w=-]+$/.test(path),
        `a blob lies outside of its layout: ${path}`,
      );
    }
    const written = parseIndexJson(encoder.encode(formatIndexJson(entries)));
    demand(isDeepStrictEqual(written, entries), 'entries are not read back as they were written');
    checkPrototypes();
    return entries.length > 0;
  },
};
