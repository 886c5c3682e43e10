import type { GraphNode } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import type { ReadManifest, ReadManifests } from '#lib/transfer/survey/read-manifests';
import { foundParts } from '#lib/transfer/survey/read-manifests';
import type { SurveyedManifest } from '#lib/transfer/survey/survey';

/** A manifest as plans need it; kind and title are those of its node. */
export function surveyedManifest(
  digest: Digest,
  { manifest, mediaType, size }: ReadManifest,
  found: ReadManifests,
  node: GraphNode | undefined,
): SurveyedManifest {
  const { manifests, blobs } = foundParts(manifest, found);
  const isHere = (blob: Descriptor) => !found.missing.has(blob.digest) && !found.foreign.has(blob.digest);
  const artifactType = listedType(manifest);
  return {
    content: {
      mediaType,
      digest,
      size,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(manifest.annotations === undefined ? {} : { annotations: manifest.annotations }),
    },
    kind: node?.kind ?? 'artifact',
    title: node?.title ?? 'Artifact',
    ...(node?.platform === undefined ? {} : { platform: node.platform }),
    ...(manifest.subject === undefined ? {} : { subject: manifest.subject.digest }),
    children: manifests,
    blobs: blobs.filter(isHere),
    absent: blobs.filter((blob) => !isHere(blob)),
    others: manifest.others ?? [],
  };
}

// distribution-spec 1.1 "Listing Referrers": the manifest's own type, else the media type of its config.
function listedType(manifest: Manifest): string | undefined {
  if (manifest.artifactType !== undefined) return manifest.artifactType;
  return manifest.shape === 'manifest' ? manifest.config?.mediaType : undefined;
}
