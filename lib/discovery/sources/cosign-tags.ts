import { nodeOfManifest } from '#lib/discovery/node-of';
import { getTagged, manifestOf } from '#lib/discovery/sources/get-tagged';
import type { Inquiry, SourceResult } from '#lib/discovery/sources/inquiry';
import { emitReferrer } from '#lib/discovery/sources/inquiry';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { artifactTypeOf } from '#lib/oci/manifest';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { whyNamesInDoubt } from '#lib/repository/tag-list';

const suffixes = ['sig', 'att', 'sbom'] as const;

/**
 * The signatures, attestations and SBOMs that cosign kept under tags before 3.0, `sha256-<hash>.sig` and its like
 * (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md). They are asked for by name for
 * what was opened, whatever the tag list says: a pull-through cache lists only what it has, and a list that was read a
 * moment ago is old. For all other nodes the list names them, with whatever else other tools keep that way.
 */
export async function askCosignTags(inquiry: Inquiry): Promise<SourceResult> {
  const { context, handle, subject } = inquiry;
  const prefix = referrersTag(subject);
  const usual = suffixes.map((suffix) => `${prefix}.${suffix}`);
  // Before the list has come: what was opened waits for nothing else.
  const asked = new Map(
    context.known.isAskedByName(subject) ? usual.map((tag) => [tag, settled(getTagged(inquiry, tag))]) : [],
  );
  const list = await context.lists.tagList(handle);
  const listed = (list.byPrefix.get(prefix) ?? []).filter((tag) => tag !== prefix);
  const names = new Set([...asked.keys(), ...listed, ...(list.incomplete === undefined ? [] : usual)]);
  const found = new Map<Digest, Descriptor>();
  let doubt: unknown = whyNamesInDoubt(list);
  await Promise.all(
    [...names].map(async (tag) => {
      try {
        const tagged = await (asked.get(tag)?.then((take) => take()) ?? getTagged(inquiry, tag));
        const fetched = manifestOf(inquiry, tag, tagged, listed.includes(tag));
        if (fetched === undefined || !isWanted(context.scope.artifactType, fetched.manifest)) return;
        const descriptor = descriptorOf(fetched);
        if (!emitReferrer(inquiry, nodeOfManifest(fetched, undefined, [tag]))) return;
        found.set(fetched.digest, descriptor);
        context.documents.offer(descriptor, subject, [tag]);
      } catch (error) {
        doubt ??= error;
      }
    }),
  );
  const filtered = context.scope.artifactType === undefined ? {} : ({ filtered: 'here' } as const);
  return { found: [...found.values()], ...filtered, ...(doubt === undefined ? {} : { doubt }) };
}

/** The outcome of a request that is awaited later; a failure before that is no unhandled rejection. */
async function settled<T>(request: Promise<T>): Promise<() => T> {
  try {
    const value = await request;
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

// Their manifests are plain images by type: what they hold is told by their layers alone.
function isWanted(artifactType: string | undefined, manifest: Manifest): boolean {
  if (artifactType === undefined || artifactTypeOf(manifest) === artifactType) return true;
  return manifest.shape === 'manifest' && manifest.layers.some(({ mediaType }) => mediaType === artifactType);
}

function descriptorOf({ manifest, digest, bytes }: FetchedManifest): Descriptor {
  return { mediaType: manifest.mediaType, digest, size: bytes.byteLength };
}
