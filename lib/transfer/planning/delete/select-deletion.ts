import type { StayReason } from '#lib/graph/closure';
import { closureOf } from '#lib/graph/closure';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { PlanTotals, Step } from '#lib/transfer/plan';
import type { DeleteListedRequest, DeleteRequest } from '#lib/transfer/plan-request';
import type { TagsByDigest } from '#lib/transfer/planning/delete/survey-lookups';
import { belongingsOf, referrersHere, tagsByDigest } from '#lib/transfer/planning/delete/survey-lookups';
import type { Survey } from '#lib/transfer/survey/survey';

/** What a deletion needs to know about the registry; undefined where it was never tried. */
export type DeleteCapabilities = {
  /** Whether `DELETE` accepts a tag; distribution 2.8 and Harbor refuse it. */
  readonly deletesTags: boolean | undefined;
};

/** What a deletion removes and what stays; every part of its plan is derived from this. */
export type Deletion = {
  readonly survey: Survey;
  readonly request: DeleteRequest | DeleteListedRequest;
  readonly capabilities: DeleteCapabilities;
  readonly tags: TagsByDigest;
  /** The tags that were asked for: that they go needs no question. */
  readonly named: ReadonlySet<string>;
  /** What was asked for; the rest goes with it. */
  readonly chosen: ReadonlySet<Digest>;
  readonly goes: ReadonlySet<Digest>;
  /** Why the rest of the graph stays; `alone` when the request is about the root only. */
  readonly stays: ReadonlyMap<Digest, StayReason | { readonly because: 'alone' }>;
};

/** Decides which manifests of a survey the request deletes. */
export function selectDeletion(
  survey: Survey,
  request: DeleteRequest,
  capabilities: DeleteCapabilities,
): Deletion {
  const tags = tagsByDigest(survey);
  const named = new Set(survey.tag === undefined ? [] : [survey.tag]);
  const given = { survey, request, capabilities, tags, named, chosen: new Set([survey.root]) };
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

/** The indexes that contain the root and stay, with their tags. */
export function holdersOfRoot({ survey, goes, stays }: Deletion): ReadonlyMap<Digest, readonly string[]> {
  if (!goes.has(survey.root)) return new Map();
  const holders = new Map((survey.holders.get(survey.root) ?? []).map(({ digest, tags }) => [digest, tags]));
  for (const digest of stays.keys()) {
    const children = survey.manifests.get(digest)?.children ?? [];
    if (children.some((child) => child.digest === survey.root)) holders.set(digest, []);
  }
  return holders;
}

/** Manifests that stay although their subject goes; cosign tags do not count, only the `subject` of the manifest. */
export function danglingReferrers({ survey, goes }: Deletion): readonly Digest[] {
  const dangling = new Set<Digest>();
  for (const subject of goes) {
    for (const referrer of referrersHere(survey, subject)) {
      const namesSubject = survey.manifests.get(referrer)?.subject === subject;
      if (namesSubject && !goes.has(referrer)) dangling.add(referrer);
    }
  }
  return [...dangling];
}

/** The numbers of a deletion: `freedBytes` leaves out blobs that a manifest which stays needs too. */
export function deleteTotals({ survey, goes }: Deletion, steps: readonly Step[]): PlanTotals {
  const going = blobsOfManifests(survey, goes);
  const staying = blobsOfManifests(
    survey,
    [...survey.manifests.keys()].filter((digest) => !goes.has(digest)),
  );
  const freed = [...going.values()].filter(({ digest }) => !staying.has(digest));
  return {
    steps: steps.length,
    manifests: goes.size,
    blobs: going.size,
    bytes: steps.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
    freedBytes: sizeOf(freed),
  };
}

/** The blobs of these manifests that the registry has, each once; manifests outside the survey have none. */
export function blobsOfManifests(
  { manifests }: Survey,
  digests: Iterable<Digest>,
): ReadonlyMap<Digest, Descriptor> {
  const blobs = new Map<Digest, Descriptor>();
  for (const digest of digests) {
    for (const blob of manifests.get(digest)?.blobs ?? []) blobs.set(blob.digest, blob);
  }
  return blobs;
}

/** The sum of the sizes, in bytes. */
export function sizeOf(contents: readonly { readonly size: number }[]): number {
  return contents.reduce((sum, { size }) => sum + size, 0);
}
