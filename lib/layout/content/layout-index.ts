import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';

/** What is known of one manifest; what a referrers list shows of it is kept only where it has a subject. */
export type ManifestRecord = {
  /** As it stands in index.json, but for the name. */
  readonly descriptor: Descriptor;
  readonly subject?: Digest;
  readonly artifactType?: string;
  readonly annotations?: Annotations;
};

/** The content of one repository: every manifest in it, and the names that some of them have. */
export type LayoutIndex = {
  readonly manifests: ReadonlyMap<Digest, ManifestRecord>;
  readonly tags: ReadonlyMap<string, Digest>;
};

/** An index while it is being changed. */
export type LayoutDraft = {
  readonly manifests: Map<Digest, ManifestRecord>;
  readonly tags: Map<string, Digest>;
};

/** The record of a manifest that has been read. */
export function toManifestRecord(descriptor: Descriptor, manifest: Manifest | undefined): ManifestRecord {
  if (manifest?.subject === undefined) return { descriptor };
  const artifactType = listedArtifactType(manifest);
  return {
    descriptor,
    subject: manifest.subject.digest,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(manifest.annotations === undefined ? {} : { annotations: manifest.annotations }),
  };
}

/** Takes a manifest and every tag that points to it out of a draft. */
export function removeManifest(draft: LayoutDraft, digest: Digest): void {
  draft.manifests.delete(digest);
  for (const [tag, target] of draft.tags) {
    if (target === digest) draft.tags.delete(tag);
  }
}

// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers: without a type of its own
// an image is listed with its config's media type, whichever that is, and an index without any.
function listedArtifactType(manifest: Manifest): string | undefined {
  if (manifest.artifactType !== undefined) return manifest.artifactType;
  return manifest.shape === 'manifest' ? manifest.config?.mediaType : undefined;
}
