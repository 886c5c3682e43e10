import { nodeOfManifest } from '#lib/discovery/node-of';
import { getTagged } from '#lib/discovery/sources/get-tagged';
import type { Inquiry, Outcome } from '#lib/discovery/sources/inquiry';
import { sayReferrer } from '#lib/discovery/sources/inquiry';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { artifactTypeOf } from '#lib/oci/manifest';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { FetchedManifest } from '#lib/registry/registry-client';

const suffixes = ['sig', 'att', 'sbom'] as const;

/**
 * The signatures, attestations and SBOMs that cosign kept under tags before 3.0, `sha256-<hash>.sig` and its like
 * (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md). The tag list names them for all nodes at
 * once, with whatever else other tools keep that way; where it is not to be had they are asked for one by one.
 */
export async function askCosignTags(inquiry: Inquiry): Promise<Outcome> {
  const { context, place, subject } = inquiry;
  const prefix = referrersTag(subject);
  const list = await context.tagList(place);
  const names =
    list.gap === undefined
      ? (list.byPrefix.get(prefix) ?? []).filter((tag) => tag !== prefix)
      : suffixes.map((suffix) => `${prefix}.${suffix}`);
  const found = new Map<Digest, Descriptor>();
  let doubt: unknown;
  await Promise.all(
    names.map(async (tag) => {
      try {
        const fetched = await getTagged(inquiry, tag);
        if (fetched === undefined || !isWanted(context.artifactType, fetched.manifest)) return;
        const descriptor = descriptorOf(fetched);
        if (!sayReferrer(inquiry, nodeOfManifest(fetched, undefined, [tag]))) return;
        found.set(fetched.digest, descriptor);
        context.documents.offer(descriptor, subject, [tag]);
      } catch (error) {
        doubt ??= error;
      }
    }),
  );
  const filtered = context.artifactType === undefined ? {} : ({ filtered: 'here' } as const);
  return { found: [...found.values()], ...filtered, ...(doubt === undefined ? {} : { doubt }) };
}

// Their manifests are plain images by type: what they hold is told by their layers alone.
function isWanted(artifactType: string | undefined, manifest: Manifest): boolean {
  if (artifactType === undefined || artifactTypeOf(manifest) === artifactType) return true;
  return manifest.shape === 'manifest' && manifest.layers.some(({ mediaType }) => mediaType === artifactType);
}

function descriptorOf({ manifest, digest, bytes }: FetchedManifest): Descriptor {
  return { mediaType: manifest.mediaType, digest, size: bytes.byteLength };
}
