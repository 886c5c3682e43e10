import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { computeDigest } from '#lib/registry/verified-body';
import { isElsewhere } from '#lib/transfer/archive/blobs-of-manifest';
import type { Content } from '#lib/transfer/plan';
import type { ReferrersChoice } from '#lib/transfer/plan-request';
import { entriesOfPlatforms, narrowIndex } from '#lib/transfer/planning/copy/platform-index';
import { selectContent } from '#lib/transfer/planning/copy/select-content';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';
import type { Cargo } from '#lib/transfer/target/target';

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
export type Parcel = {
  readonly survey: Survey;
  readonly manifests: readonly SurveyedManifest[];
  readonly leftOut: readonly SurveyedManifest[];
  /** An index made anew, because only some of its entries go; it stands in for the root. */
  readonly made?: { readonly content: Content; readonly text: string; readonly entries: readonly Digest[] };
  /** What gets the tags. */
  readonly top: Digest;
  readonly tags: readonly string[];
  /** Tags of cosign before 3.0, whose names hold as long as digests do. */
  readonly cosignTags: readonly { readonly tag: string; readonly digest: Digest }[];
};

/** Packs one source. A choice of platforms that takes all of them, or of no index, leaves the root as it is. */
export function packParcel(source: CopySource, choice: CopyChoice): Parcel {
  const { survey, tags, rootBytes } = source;
  const root = survey.manifests.get(survey.root);
  const entries = root?.children ?? [];
  const wanted = choice.platforms === undefined ? undefined : entriesOfPlatforms(entries, choice.platforms);
  const isNarrowed = wanted !== undefined && entries.some(({ digest }) => !wanted.has(digest));
  if (!isNarrowed || root === undefined || rootBytes === undefined) {
    const { order, leftOut } = selectContent(survey, [survey.root], choice);
    return {
      survey,
      manifests: order,
      leftOut,
      top: survey.root,
      tags,
      cosignTags: cosignTags(survey, order),
    };
  }
  // What refers to the old index says nothing of the new one: only what hangs on its entries goes along.
  const { order, leftOut } = selectContent(survey, [...wanted], choice);
  const text = narrowIndex(rootBytes, wanted);
  const bytes = new TextEncoder().encode(text);
  const { mediaType } = root.content;
  const content = { mediaType, digest: computeDigest('sha256', bytes), size: bytes.byteLength };
  return {
    survey,
    manifests: order,
    leftOut,
    made: { content, text, entries: [...wanted] },
    top: content.digest,
    tags,
    cosignTags: cosignTags(survey, order),
  };
}

/** What the target is to be asked for before. */
export function cargoOf(parcels: readonly Parcel[]): Cargo {
  const manifests = new Map(
    parcels.flatMap(({ manifests }) =>
      manifests.map((manifest) => [
        manifest.content.digest,
        { digest: manifest.content.digest, blobs: carriedBlobs(manifest).map(({ digest }) => digest) },
      ]),
    ),
  );
  const tags = parcels.flatMap((parcel) => [...parcel.tags, ...parcel.cosignTags.map(({ tag }) => tag)]);
  return { manifests: [...manifests.values()], tags: [...new Set(tags)] };
}

/** The blobs that travel with a manifest. */
export function carriedBlobs({ blobs }: SurveyedManifest): readonly Descriptor[] {
  return blobs.filter((blob) => !isElsewhere(blob));
}

function cosignTags(survey: Survey, order: readonly SurveyedManifest[]) {
  const taken = new Set(order.map(({ content }) => content.digest));
  return [...survey.tags].flatMap(([tag, digest]) => {
    const made = parseDigestTag(tag);
    const isList = made === undefined || made.purpose === 'referrers';
    return isList || !taken.has(digest) ? [] : [{ tag, digest }];
  });
}
