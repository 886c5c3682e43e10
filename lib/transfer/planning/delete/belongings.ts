import type { Belongings } from '#lib/graph/closure';
import type { Digest } from '#lib/oci/digest';
import { parseDigestTag, referrersTag } from '#lib/oci/referrers-tag';
import type { Survey } from '#lib/transfer/survey/survey';

/** The tags of each manifest, those apart that are made from a digest. */
export type TagsOf = {
  readonly all: ReadonlyMap<Digest, readonly string[]>;
  readonly ordinary: ReadonlyMap<Digest, readonly string[]>;
};

/** The tags of a survey by what they point to. */
export function tagsOf({ tags }: Pick<Survey, 'tags'>): TagsOf {
  return {
    all: tagsBy(tags, () => true),
    ordinary: tagsBy(tags, (tag) => parseDigestTag(tag) === undefined),
  };
}

/** A survey as {@link closureOf} wants it: what lies here and was read. */
export function belongingsOf(survey: Survey, { ordinary }: TagsOf): Belongings {
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

/** What refers to a manifest in its own repository. */
export function referrersHere({ referrers }: Survey, subject: Digest): readonly Digest[] {
  return (referrers.get(subject) ?? []).flatMap(({ digest, elsewhere }) =>
    elsewhere === undefined ? [digest] : [],
  );
}

function tagsBy(
  tags: Survey['tags'],
  isWanted: (tag: string) => boolean,
): ReadonlyMap<Digest, readonly string[]> {
  const byDigest = new Map<Digest, string[]>();
  for (const [tag, digest] of tags) {
    if (!isWanted(tag)) continue;
    const list = byDigest.get(digest);
    if (list === undefined) byDigest.set(digest, [tag]);
    else list.push(tag);
  }
  return byDigest;
}
