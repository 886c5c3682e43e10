import type { Belongings, StayReason } from '#lib/graph/closure';
import { closureOf } from '#lib/graph/closure';
import type { Digest } from '#lib/oci/digest';
import { parseDigestTag, referrersTag } from '#lib/oci/referrers-tag';
import type { DeleteRequest } from '#lib/transfer/plan-request';
import type { Survey } from '#lib/transfer/survey/survey';

/** What is known of the registry beyond the survey; undefined where nobody has tried. */
export type DeleteCapabilities = {
  /** Whether `DELETE` takes a tag (not so: distribution 2.8, Harbor). */
  readonly deletesTags: boolean | undefined;
};

/** Everything that the parts of a deletion plan are made from. */
export type Deletion = {
  readonly survey: Survey;
  readonly request: DeleteRequest;
  readonly capabilities: DeleteCapabilities;
  readonly tags: TagsByDigest;
  readonly goes: ReadonlySet<Digest>;
  /** Why the rest of the graph stays; `alone` where only the root was meant. */
  readonly stays: ReadonlyMap<Digest, StayReason | { readonly because: 'alone' }>;
};

/** Decides what goes and what stays. */
export function selectDeletion(
  survey: Survey,
  request: DeleteRequest,
  capabilities: DeleteCapabilities,
): Deletion {
  const tags = tagsByDigest(survey);
  const given = { survey, request, capabilities, tags };
  if (request.scope === 'graph') return { ...given, ...closureOf(belongingsOf(survey, tags)) };
  const children = survey.manifests.get(survey.root)?.children ?? [];
  const around = [...children.map(({ digest }) => digest), ...referrersHere(survey, survey.root)];
  const alone = around.filter((digest) => survey.manifests.has(digest));
  return {
    ...given,
    goes: new Set([survey.root]),
    stays: new Map(alone.map((digest) => [digest, { because: 'alone' }])),
  };
}

/** The indexes that hold the root and stay, by what a person calls them. */
export function holdersOfRoot({ survey, stays }: Deletion): ReadonlyMap<Digest, readonly string[]> {
  const holders = new Map((survey.holders.get(survey.root) ?? []).map(({ digest, tags }) => [digest, tags]));
  for (const digest of stays.keys()) {
    const children = survey.manifests.get(digest)?.children ?? [];
    if (children.some((child) => child.digest === survey.root)) holders.set(digest, []);
  }
  return holders;
}

/** What refers to something that goes, and stays all the same: by its own words, not by a tag alone. */
export function danglingReferrers({ survey, goes }: Deletion): readonly Digest[] {
  const left = new Set<Digest>();
  for (const subject of goes) {
    for (const referrer of referrersHere(survey, subject)) {
      const isOwnWord = survey.manifests.get(referrer)?.subject === subject;
      if (isOwnWord && !goes.has(referrer)) left.add(referrer);
    }
  }
  return [...left];
}

/** The tags of each manifest, those apart that are made from a digest. */
export type TagsByDigest = {
  readonly all: ReadonlyMap<Digest, readonly string[]>;
  readonly ordinary: ReadonlyMap<Digest, readonly string[]>;
};

/** The tags of a survey by what they point to. */
export function tagsByDigest({ tags }: Pick<Survey, 'tags'>): TagsByDigest {
  return {
    all: tagsBy(tags, () => true),
    ordinary: tagsBy(tags, (tag) => parseDigestTag(tag) === undefined),
  };
}

/** A survey as {@link closureOf} wants it: what lies here and was read. */
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
