import type { Belongings, StayReason } from '#lib/graph/closure';
import { closureOfChosen, reach } from '#lib/graph/closure';
import type { Digest } from '#lib/oci/digest';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { Blocker, Notice, PlanDraft, Step } from '#lib/transfer/plan';
import type { DeleteListedRequest } from '#lib/transfer/plan-request';
import { deleteBlockers, deleteWarnings } from '#lib/transfer/planning/delete/delete-notices';
import { deleteSteps } from '#lib/transfer/planning/delete/delete-steps';
import { keptContent } from '#lib/transfer/planning/delete/plan-delete';
import { byPlaceholder, planUntagStep } from '#lib/transfer/planning/delete/plan-untag';
import type { DeleteCapabilities, Deletion } from '#lib/transfer/planning/delete/select-deletion';
import { deleteTotals } from '#lib/transfer/planning/delete/select-deletion';
import { belongingsOf, tagsByDigest } from '#lib/transfer/planning/delete/survey-lookups';
import { countNoun } from '#lib/transfer/planning/text';
import type { Survey } from '#lib/transfer/survey/survey';

/**
 * The plan to delete several artifacts of one repository, archive first. A chosen one stays where an index outside holds
 * it or a tag points to it that the request does not name; of one that stays only the named tags are removed.
 */
export function planListed(
  survey: Survey,
  request: DeleteListedRequest,
  capabilities: DeleteCapabilities,
): PlanDraft {
  const deletion = selectListed(survey, request, capabilities);
  const deletes = deleteSteps(deletion);
  const untags = untagSteps(
    deletion,
    deletes.flatMap(({ verb, id }) => (verb === 'archive' ? [id] : [])),
  );
  const steps = [...deletes, ...untags];
  const { blockers, accepted } = deleteBlockers(deletion);
  return {
    title: titleOf(deletion, untags.length),
    steps,
    kept: keptContent(deletion),
    warnings: [
      ...deleteWarnings(deletion),
      ...(untags.length > 0 ? byPlaceholder(capabilities) : []),
      ...goneAlready(survey, request),
      ...accepted,
    ],
    blockers: [...blockers, ...(steps.length === 0 ? [nothingGoes] : [])],
    confirm: survey.at.repository,
    totals: deleteTotals(deletion, steps),
  };
}

const nothingGoes: Blocker = {
  code: 'nothing-goes',
  text: 'Orrery can delete none of these: they are already gone, or a remaining artifact needs them.',
  isAcceptable: false,
};

function selectListed(
  survey: Survey,
  request: DeleteListedRequest,
  capabilities: DeleteCapabilities,
): Deletion {
  const tags = tagsByDigest(survey);
  const named = new Set(request.tags);
  const chosen = new Set(request.digests.filter((digest) => survey.manifests.has(digest)));
  const kept = new Map<Digest, StayReason>();
  for (const digest of chosen) {
    const by = (survey.holders.get(digest) ?? []).map((holder) => holder.digest);
    const others = otherTags(tags.all.get(digest) ?? [], named);
    if (by.length > 0) kept.set(digest, { because: 'held', by });
    else if (others.length > 0) kept.set(digest, { because: 'tagged', tags: others });
  }
  const belongings = belongingsOf(survey, tags);
  const children = new Map([...belongings.children].filter(([digest]) => !isList(tags.all.get(digest))));
  const around = { ...belongings, children };
  if (request.only === true) keepOthers(around, chosen, kept);
  const { goes, stays } = closureOfChosen(around, chosen, kept);
  return { survey, request, capabilities, tags, named, chosen, goes, stays };
}

/** What nobody chose stays, and with it the chosen one that it is attached to. */
function keepOthers(
  { children, referrers }: Pick<Belongings, 'children' | 'referrers'>,
  chosen: ReadonlySet<Digest>,
  kept: Map<Digest, StayReason>,
): void {
  const reached = [...reach({ children, referrers }, [...chosen])];
  for (const digest of reached) if (!chosen.has(digest)) kept.set(digest, { because: 'not-chosen' });
  for (const digest of chosen) {
    const by = referrers.get(digest)?.find((referrer) => !chosen.has(referrer));
    if (by !== undefined && !kept.has(digest)) kept.set(digest, { because: 'needed', by });
  }
}

/**
 * The tags that keep a manifest. A tag made from a digest belongs to what is attached there and goes with it; where one
 * manifest has such tags of several digests, each may be needed by its own.
 */
function otherTags(tags: readonly string[], named: ReadonlySet<string>): readonly string[] {
  const made = new Set(tags.flatMap((tag) => parseDigestTag(tag)?.prefix ?? []));
  return tags.filter((tag) => !named.has(tag) && (parseDigestTag(tag) === undefined || made.size > 1));
}

// What a list of referrers names is about its subject, and no part of the list.
function isList(tags: readonly string[] = []): boolean {
  return tags.some((tag) => parseDigestTag(tag)?.purpose === 'referrers');
}

/** The removal of each named tag whose manifest stays. */
function untagSteps(deletion: Deletion, after: readonly string[]): readonly Step[] {
  const { survey, named, goes } = deletion;
  return [...named].flatMap((tag) => {
    const digest = survey.tags.get(tag);
    if (digest === undefined || goes.has(digest)) return [];
    const detail = `Removes the tag ${tag}; the manifest that it points to stays.`;
    return [planUntagStep(deletion, tag, digest, { id: `tag ${tag}`, after, detail })];
  });
}

function goneAlready({ manifests }: Survey, { digests }: DeleteListedRequest): readonly Notice[] {
  const gone = digests.filter((digest) => !manifests.has(digest));
  if (gone.length === 0) return [];
  const text = `${countNoun(gone.length, 'artifact')} of the list cannot be read or no longer exist.`;
  return [{ code: 'gone-already', text, digests: gone }];
}

function titleOf({ survey: { at }, goes, chosen }: Deletion, untags: number): string {
  const name = `${at.registry}/${at.repository}`;
  const going = [...chosen].filter((digest) => goes.has(digest)).length;
  if (going === 0) return `Remove ${countNoun(untags, 'tag')} of ${name}`;
  const removed = untags === 0 ? '' : ` and ${countNoun(untags, 'tag')}`;
  return `Delete ${countNoun(going, 'artifact')}${removed} of ${name}`;
}
