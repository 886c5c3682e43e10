import type { Digest } from '#lib/oci/digest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { computeDigest } from '#lib/registry/verified-body';
import type { ContentDescriptor } from '#lib/transfer/plan';
import type { ReferrersChoice } from '#lib/transfer/plan-request';
import type { NarrowedIndex } from '#lib/transfer/planning/copy/platform-index';
import { narrowIndex } from '#lib/transfer/planning/copy/platform-index';
import { selectContent } from '#lib/transfer/planning/select-content';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';
import type { RequiredContent } from '#lib/transfer/target';

/** One graph to be brought somewhere, under these tags. */
export type CopySource = {
  readonly survey: Survey;
  readonly tags: readonly string[];
  /** The exact bytes of the root; needed where only some platforms are wanted. */
  readonly rootBytes?: Uint8Array;
};

export type CopyChoice = {
  readonly referrers: ReferrersChoice;
  readonly platforms?: readonly string[];
};

/** What of a source is brought, whatever a manifest names before it. */
export type CopySet = {
  readonly survey: Survey;
  readonly manifests: readonly SurveyedManifest[];
  readonly leftOut: readonly SurveyedManifest[];
  /** An index made anew, because only some of its entries go; it stands in for the root. */
  readonly made?: { readonly content: ContentDescriptor } & Pick<NarrowedIndex, 'text' | 'entries'>;
  /** Platforms that were asked for and are not there; all of them where the root is no index. */
  readonly unmatched: readonly string[];
  /** What gets the tags. */
  readonly top: Digest;
  readonly tags: readonly string[];
  /** Tags of cosign before 3.0, whose names hold as long as digests do. */
  readonly cosignTags: readonly { readonly tag: string; readonly digest: Digest }[];
};

/** Packs one source. A choice of platforms that takes all of them, or of no index, leaves the root as it is. */
export function selectCopySet(source: CopySource, choice: CopyChoice): CopySet {
  const { survey, tags, rootBytes } = source;
  const root = survey.manifests.get(survey.root);
  const { platforms } = choice;
  const isIndex = root !== undefined && isIndexMediaType(root.content.mediaType);
  const narrowed =
    isIndex && platforms !== undefined && rootBytes !== undefined
      ? narrowIndex(rootBytes, platforms)
      : undefined;
  const unmatched = narrowed?.unmatched ?? platforms ?? [];
  if (root === undefined || narrowed === undefined || !narrowed.isNarrower) {
    const { order, leftOut } = selectContent(survey, [survey.root], choice);
    return {
      survey,
      manifests: order,
      leftOut,
      unmatched,
      top: survey.root,
      tags,
      cosignTags: cosignTags(survey, order),
    };
  }
  // What refers to the old index says nothing of the new one: only what hangs on its entries goes along.
  const { text, entries } = narrowed;
  const { order, leftOut } = selectContent(survey, entries, choice);
  const bytes = new TextEncoder().encode(text);
  const { mediaType } = root.content;
  const content = { mediaType, digest: computeDigest('sha256', bytes), size: bytes.byteLength };
  return {
    survey,
    manifests: order,
    leftOut,
    unmatched,
    made: { content, text, entries },
    top: content.digest,
    tags,
    cosignTags: cosignTags(survey, order),
  };
}

/**
 * What the target is to be asked for before. A registry that has an image has its blobs; the blobs of an index are asked
 * for all the same, and so are all of them where something is deleted afterwards (`isStrict`).
 */
export function requiredContent(copySets: readonly CopySet[], isStrict = false): RequiredContent {
  const manifests = new Map(
    copySets.flatMap(({ manifests }) =>
      manifests.map(({ content, blobs }) => [
        content.digest,
        {
          digest: content.digest,
          blobs: blobs.map(({ digest }) => digest),
          impliesBlobs: impliesBlobs(content, isStrict),
        },
      ]),
    ),
  );
  const tags = copySets.flatMap((copySet) => [...copySet.tags, ...copySet.cosignTags.map(({ tag }) => tag)]);
  return { manifests: [...manifests.values()], tags: [...new Set(tags)] };
}

/** Whether a registry that has this manifest is taken to have its blobs. */
export function impliesBlobs({ mediaType }: ContentDescriptor, isStrict: boolean): boolean {
  return !isStrict && !isIndexMediaType(mediaType);
}

/** Whether something that is not known or not there has to do with what is brought. */
export function concernsCopySet({ survey, manifests, made }: CopySet): (digest: Digest) => boolean {
  if (made === undefined) return () => true;
  const named = manifests.flatMap(({ content, children, absent }) => [
    content.digest,
    ...[...children, ...absent].map(({ digest }) => digest),
    ...(survey.referrers.get(content.digest) ?? []).map(({ digest }) => digest),
  ]);
  const digests = new Set([...made.entries, ...named]);
  return (digest) => digests.has(digest);
}

function cosignTags(survey: Survey, order: readonly SurveyedManifest[]) {
  const taken = new Set(order.map(({ content }) => content.digest));
  return [...survey.tags].flatMap(([tag, digest]) => {
    const made = parseDigestTag(tag);
    const isList = made === undefined || made.purpose === 'referrers';
    return isList || !taken.has(digest) ? [] : [{ tag, digest }];
  });
}
