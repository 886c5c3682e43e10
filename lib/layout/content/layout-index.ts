import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';

/** What a layout knows about a manifest; the fields of a referrers list only when it has a subject. */
export type ManifestRecord = {
  /** The descriptor in index.json, without its name. */
  readonly descriptor: Descriptor;
  readonly subject?: Digest;
  readonly artifactType?: string;
  readonly annotations?: Annotations;
};

/** The content of one repository: its manifests and tags. */
export type LayoutIndex = {
  readonly manifests: ReadonlyMap<Digest, ManifestRecord>;
  readonly tags: ReadonlyMap<string, Digest>;
};

/** A copy of an index that a change edits. */
export type LayoutDraft = {
  readonly manifests: Map<Digest, ManifestRecord>;
  readonly tags: Map<string, Digest>;
};

/** The record of a manifest; without `manifest` it has no subject. */
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

/** Removes a manifest and the tags that point to it. */
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
