import { buildKitSubject } from '#lib/formats/declared/meaning';
import { isDescriptor, parseDescriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { isPlatform, isUnknownPlatform, parsePlatform, readPlatform } from '#lib/oci/platform';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { computeDigest } from '#lib/registry/body';
import type { ContentDescriptor } from '#lib/transfer/plan';
import type { ReferrersChoice } from '#lib/transfer/plan-request';
import { selectContent } from '#lib/transfer/planning/select-content';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';
import type { RequiredContent } from '#lib/transfer/target';

/** One graph to copy, and the tags that it gets. */
export type CopySource = {
  readonly survey: Survey;
  readonly tags: readonly string[];
  /** The exact bytes of the root; needed when only some platforms are chosen. */
  readonly rootBytes?: Uint8Array;
};

export type CopyChoice = {
  readonly referrers: ReferrersChoice;
  readonly platforms?: readonly string[];
};

/** The part of a source that is copied; each manifest follows those that it names. */
export type CopySet = {
  readonly survey: Survey;
  readonly manifests: readonly SurveyedManifest[];
  readonly leftOut: readonly SurveyedManifest[];
  /** A new index in place of the root, because only some of its entries are copied. */
  readonly made?: { readonly content: ContentDescriptor } & Pick<NarrowedIndex, 'text' | 'entries'>;
  /** Chosen platforms that the index does not have; all of them when the root is no index. */
  readonly unmatched: readonly string[];
  /** The manifest that gets the tags. */
  readonly top: Digest;
  readonly tags: readonly string[];
  /** Tags of cosign before 3.0; their names are made from a digest, so they stay valid. */
  readonly cosignTags: readonly { readonly tag: string; readonly digest: Digest }[];
};

/** The part of a source that a choice includes. The root stays as it is when the choice includes all of its platforms, or when it is no index. */
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
  // Referrers of the old index do not apply to the new one: only those of its entries are copied.
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
 * What to look up at the target before the copy. A registry that has an image has its blobs; the blobs of an index are
 * looked up one by one, and so are all blobs before a deletion at the source (`isStrict`).
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

/** Whether a registry that has this manifest may be assumed to have its blobs. */
export function impliesBlobs({ mediaType }: ContentDescriptor, isStrict: boolean): boolean {
  return !isStrict && !isIndexMediaType(mediaType);
}

/** Gives whether a gap or a missing digest matters for this copy. */
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
  const copied = new Set(order.map(({ content }) => content.digest));
  return [...survey.tags].flatMap(([tag, digest]) => {
    const made = parseDigestTag(tag);
    const isList = made === undefined || made.purpose === 'referrers';
    return isList || !copied.has(digest) ? [] : [{ tag, digest }];
  });
}

/** An index with some of the entries of another index. */
type NarrowedIndex = {
  /** Its JSON. The digest differs, so signatures of the other index do not apply. */
  readonly text: string;
  readonly entries: readonly Digest[];
  /** Chosen platforms without an entry. */
  readonly unmatched: readonly string[];
  /** Whether it has fewer entries. */
  readonly isNarrower: boolean;
};

/**
 * Reduces an index to some platforms: their manifests and BuildKit's attestations about these, each entry as it was
 * written. A manifest that is listed for several platforms stays for the chosen ones. All other fields stay:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md
 *
 * @throws OciError `json-invalid` for bytes that are no JSON
 */
function narrowIndex(index: Uint8Array, platforms: readonly string[]): NarrowedIndex {
  const document = parseJson(index);
  const fields = isJsonObject(document) ? document : {};
  const all: readonly unknown[] = Array.isArray(fields.manifests) ? fields.manifests : [];
  const meant = new Set(all.filter((entry) => platforms.some((text) => isFor(entry, text))));
  const digests = new Set<unknown>([...meant].map(digestOf));
  const kept = all.filter((entry) => meant.has(entry) || digests.has(attestedBy(entry)));
  return {
    text: JSON.stringify({ ...fields, manifests: kept }),
    entries: [...new Set(kept.flatMap((entry) => digestOf(entry) ?? []))],
    unmatched: platforms.filter((text) => !all.some((entry) => isFor(entry, text))),
    isNarrower: kept.length < all.length,
  };
}

function isFor(entry: unknown, text: string): boolean {
  const wanted = readPlatform(text);
  const offered = isJsonObject(entry) ? parsePlatform(entry.platform) : undefined;
  if (wanted === undefined || offered === undefined || isUnknownPlatform(offered)) return false;
  return isPlatform(wanted, offered);
}

function digestOf(entry: unknown): Digest | undefined {
  const digest = isJsonObject(entry) ? entry.digest : undefined;
  return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
}

function attestedBy(entry: unknown): string | undefined {
  return isDescriptor(entry) ? buildKitSubject(parseDescriptor(entry)) : undefined;
}
