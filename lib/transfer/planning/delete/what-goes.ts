import type { StayReason } from '#lib/graph/closure';
import { closureOf } from '#lib/graph/closure';
import type { Digest } from '#lib/oci/digest';
import type { DeleteRequest } from '#lib/transfer/plan-request';
import type { TagsOf } from '#lib/transfer/planning/delete/belongings';
import { belongingsOf, referrersHere, tagsOf } from '#lib/transfer/planning/delete/belongings';
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
  readonly tags: TagsOf;
  readonly goes: ReadonlySet<Digest>;
  /** Why the rest of the graph stays; `alone` where only the root was meant. */
  readonly stays: ReadonlyMap<Digest, StayReason | { readonly because: 'alone' }>;
};

/** Decides what goes and what stays. */
export function whatGoes(survey: Survey, request: DeleteRequest, capabilities: DeleteCapabilities): Deletion {
  const tags = tagsOf(survey);
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
export function leftReferring({ survey, goes }: Deletion): readonly Digest[] {
  const left = new Set<Digest>();
  for (const subject of goes) {
    for (const referrer of referrersHere(survey, subject)) {
      const isOwnWord = survey.manifests.get(referrer)?.subject === subject;
      if (isOwnWord && !goes.has(referrer)) left.add(referrer);
    }
  }
  return [...left];
}
