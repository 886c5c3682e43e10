import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand, unlessRefused } from '#e2e/fuzz/fuzz-target';
import { checkDescriptor, checkPrototypes } from '#e2e/fuzz/targets/descriptors';
import { graphNodeSchema } from '#lib/api/contract/graph-contract';
import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import type { Descriptor } from '#lib/oci/descriptor';
import { parseDigest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { parseManifest } from '#lib/oci/manifest';
import { manifestAccept, mediaTypes } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { readReferrersPage } from '#lib/registry/calls/referrers-page';
import { RegistryError } from '#lib/registry/registry-error';

const hex = 'c'.repeat(64);
const digest = parseDigest(`sha256:${hex}`);
const config = { mediaType: mediaTypes.ociConfig, digest, size: 2 };
const layer = {
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: `sha512:${hex}${hex}`,
  size: 1234,
  annotations: { 'org.opencontainers.image.title': 'a.txt' },
  urls: ['https://a.example/x'],
  data: 'e30=',
};
const image = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [layer] };
const platform = { os: 'linux', architecture: 'arm', variant: 'v7', 'os.version': '1' };
const types = ['', 'text/plain', 'application/json; charset=utf-8', ...manifestAccept] as const;

/** What registries serve under `/manifests/` and `/referrers/`: written by strangers, read by everything. */
export const manifestTarget: FuzzTarget = {
  name: 'manifest',
  isJson: true,
  seeds: [
    JSON.stringify(image),
    JSON.stringify({
      ...image,
      artifactType: 'application/spdx+json',
      subject: { ...config, mediaType: mediaTypes.ociManifest },
      annotations: { 'org.opencontainers.image.created': '2026-01-02T03:04:05Z', a: 'b' },
    }),
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociIndex,
      manifests: [
        { ...config, mediaType: mediaTypes.ociManifest, platform },
        {
          ...config,
          mediaType: mediaTypes.ociManifest,
          artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
          annotations: {
            'vnd.docker.reference.type': 'attestation-manifest',
            'vnd.docker.reference.digest': digest,
          },
          platform: { os: 'unknown', architecture: 'unknown' },
        },
      ],
    }),
    JSON.stringify({
      mediaType: mediaTypes.dockerSchema1,
      schemaVersion: 1,
      name: 'a',
      fsLayers: [{ blobSum: digest }],
    }),
    JSON.stringify({ mediaType: mediaTypes.artifactManifest, artifactType: 'a/b', blobs: [layer] }),
  ],
  words: [
    ...([
      '"manifests":[',
      '"layers":null,',
      '"config":{},',
      '"subject":',
      '"digest":',
      '"size":',
      'null',
      '{}',
      '[]',
    ] as const),
    ...[
      '"__proto__":{"polluted":1},',
      '"constructor":{"prototype":{"polluted":1}},',
      '"mediaType":""',
      '"data":"',
    ],
    ...[
      mediaTypes.ociIndex,
      mediaTypes.empty,
      mediaTypes.dockerList,
      'application/vnd.in-toto+json',
      'text/html',
      '+json',
    ],
    ...[
      'application/vnd.dev.sigstore.bundle',
      'attestation-manifest',
      'vnd.docker.reference.digest',
      '\\ud800',
      '\\u0000',
    ],
    ...[
      `sha256:${hex}`,
      'sha256:',
      'sha1:abc',
      '../../etc/passwd',
      '[[[[',
      '"a":{"a":{',
      '9007199254740992',
      '-1',
      '1e3',
    ],
  ],
  check(bytes, random) {
    // Most bodies are left to say themselves what they are: a header that disagrees ends the reading early.
    const type = random.oneIn(4) ? random.pick(types) : 'application/json';
    const manifest = unlessRefused(() => parseManifest(bytes, type), OciError);
    if (manifest !== undefined) checkManifest(manifest, bytes);
    const document = unlessRefused(() => parseJson(bytes), OciError);
    if (isJsonObject(document)) checkPage(document);
    checkPrototypes();
    return manifest !== undefined;
  },
};

function checkManifest(manifest: Manifest, bytes: Uint8Array<ArrayBuffer>): void {
  demand(manifestAccept.includes(manifest.mediaType), 'a manifest has the type of something else');
  for (const descriptor of descriptorsOf(manifest)) checkDescriptor(descriptor);
  const node = nodeOfManifest(
    { bytes, digest, manifest, mediaType: manifest.mediaType, verified: true },
    undefined,
    [],
  );
  checkSaid(node);
}

function descriptorsOf(manifest: Manifest): readonly Descriptor[] {
  const { subject } = manifest;
  const named = subject?.size === undefined ? [] : [{ ...subject, size: subject.size }];
  if (manifest.shape === 'index') return [...named, ...manifest.manifests];
  if (manifest.shape === 'legacy') return named;
  return [...named, ...manifest.layers, ...(manifest.config === undefined ? [] : [manifest.config])];
}

function checkPage(document: Readonly<Record<string, unknown>>): void {
  const page = unlessRefused(
    () => readReferrersPage(document, new Headers(), 'registry.example'),
    RegistryError,
  );
  for (const descriptor of page?.descriptors ?? []) {
    checkDescriptor(descriptor);
    checkSaid(nodeOfDescriptor(descriptor));
  }
}

// The browser reads every node by its schema: one that it does not understand would end the whole picture.
function checkSaid(node: unknown): void {
  const read = graphNodeSchema.safeParse(JSON.parse(JSON.stringify(node)));
  demand(read.success, 'a node is not what the browser expects');
}
