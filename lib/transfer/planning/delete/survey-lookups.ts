import type { Belongings } from '#lib/graph/closure';
import type { Digest } from '#lib/oci/digest';
import { parseDigestTag, referrersTag } from '#lib/oci/referrers-tag';
import type { Survey } from '#lib/transfer/survey/survey';

/** The tags of each manifest; `ordinary` without those whose name is made from a digest. */
export type TagsByDigest = {
  readonly all: ReadonlyMap<Digest, readonly string[]>;
  readonly ordinary: ReadonlyMap<Digest, readonly string[]>;
};

/** The tags of a survey, grouped by the manifest that they point to. */
export function tagsByDigest({ tags }: Pick<Survey, 'tags'>): TagsByDigest {
  return {
    all: tagsBy(tags, () => true),
    ordinary: tagsBy(tags, (tag) => parseDigestTag(tag) === undefined),
  };
}

/** The manifests of a survey that lie in its repository and were read, as `closureOf` takes them. */
export function belongingsOf(survey: Survey, { ordinary }: TagsByDigest): Belongings {
  const { root, manifests, missing, holders } = survey;
  const foreignSubjects = new Map<Digest, Digest>();
  const children = new Map<Digest, readonly Digest[]>();
  const referrers = new Map<Digest, readonly Digest[]>();
  for (const [digest, manifest] of manifests) {
    const held = manifest.children.map((child) => child.digest).filter((child) => manifests.has(child));
    if (held.length > 0) children.set(digest, [...new Set(held)]);
    const attached = referrersHere(survey, digest).filter((referrer) => manifests.has(referrer));
    if (attached.length > 0) referrers.set(digest, attached);
    const { subject } = manifest;
    if (subject !== undefined && !manifests.has(subject) && !missing.has(subject))
      foreignSubjects.set(digest, subject);
  }
  const here = new Set([...manifests.keys()].map(referrersTag));
  const isForeign = (tag: string) => {
    const made = parseDigestTag(tag);
    return made !== undefined && !here.has(made.prefix);
  };
  return {
    root,
    children,
    referrers,
    tags: ordinary,
    foreignTags: tagsBy(survey.tags, isForeign),
    foreignSubjects,
    holders: new Map([...holders].map(([digest, by]) => [digest, by.map((holder) => holder.digest)])),
  };
}

/** The referrers of a manifest in its own repository; empty when there are none. */
export function referrersHere({ referrers }: Survey, subject: Digest): readonly Digest[] {
  return (referrers.get(subject) ?? []).flatMap(({ digest, elsewhere }) =>
    elsewhere === undefined ? [digest] : [],
  );
}

function tagsBy(
  tags: Survey['tags'],
  isIncluded: (tag: string) => boolean,
): ReadonlyMap<Digest, readonly string[]> {
  const included = [...tags].filter(([tag]) => isIncluded(tag));
  const groups = Map.groupBy(included, ([, digest]) => digest);
  return new Map([...groups].map(([digest, group]) => [digest, group.map(([tag]) => tag)]));
}
