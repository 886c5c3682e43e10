/** Media types by the names the specifications give them. */
export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  artifactManifest: 'application/vnd.oci.artifact.manifest.v1+json',
  orasManifest: 'application/vnd.cncf.oras.artifact.manifest.v1+json',
  dockerSchema1Signed: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
  dockerSchema1: 'application/vnd.docker.distribution.manifest.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  empty: 'application/vnd.oci.empty.v1+json',
} as const;

/**
 * Everything a manifest request must accept, in this order: without it registries answer 404 or convert
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests).
 */
export const manifestAccept: readonly string[] = [
  mediaTypes.ociIndex,
  mediaTypes.ociManifest,
  mediaTypes.dockerList,
  mediaTypes.dockerManifest,
  mediaTypes.artifactManifest,
  mediaTypes.orasManifest,
  mediaTypes.dockerSchema1Signed,
  mediaTypes.dockerSchema1,
];

const indexes = new Set<string>([mediaTypes.ociIndex, mediaTypes.dockerList]);
const manifests = new Set<string>(manifestAccept);
const imageConfigs = new Set<string>([mediaTypes.ociConfig, mediaTypes.dockerConfig]);

/** An OCI index or a Docker manifest list. */
export function isIndexMediaType(mediaType: string): boolean {
  return indexes.has(mediaType);
}

/** Any document served under `/manifests/`, indexes included. */
export function isManifestMediaType(mediaType: string): boolean {
  return manifests.has(mediaType);
}

/** Docker's image manifest of before 2016: its layers have no sizes, and the signed form is not what was pushed. */
export function isSchema1MediaType(mediaType: string): boolean {
  return mediaType === mediaTypes.dockerSchema1 || mediaType === mediaTypes.dockerSchema1Signed;
}

/** A config that marks its manifest as a plain image, so that it is no artifact type (https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidelines-for-artifact-usage). */
export function isImageConfigMediaType(mediaType: string): boolean {
  return imageConfigs.has(mediaType);
}

/** A `Content-Type` without its parameters, lower case. */
export function bareMediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
