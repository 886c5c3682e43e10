import type { Digest } from '#lib/oci/digest';
import { isIndexMediaType } from '#lib/oci/media-type';
import type { Repository } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import { findManifestBytes } from '#lib/transfer/lookup/find-manifest';
import { entriesOf } from '#lib/transfer/referrers-tag/edit-referrers-list';
import type { CheckContext } from '#lib/transfer/step-context';

/** What the referrers tag of a subject points to; `other` for a manifest that is no list. */
export type ReferrersTagState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'list';
      readonly digest: Digest;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly entries: readonly Digest[];
    }
  | { readonly kind: 'other' };

/**
 * Reads the list of referrers that clients maintain under a tag:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 */
export async function readReferrersTag(
  at: Repository,
  subject: Digest,
  context: Pick<CheckContext, 'client' | 'signal'>,
): Promise<ReferrersTagState> {
  const found = await findManifestBytes(at, referrersTag(subject), context);
  // GitLab resolves the tag of a digest to the manifest with that digest (oras-go #1396): that is no list.
  if (found === undefined || found.digest === subject) return { kind: 'none' };
  const { digest, bytes, mediaType } = found;
  if (!isIndexMediaType(mediaType)) return { kind: 'other' };
  return { kind: 'list', digest, bytes, entries: entriesOf(bytes) };
}
