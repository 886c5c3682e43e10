import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { atDigest, formatReference } from '#lib/oci/reference';
import type { Step } from '#lib/transfer/plan';
import { planUntagStep } from '#lib/transfer/planning/delete/plan-untag';
import type { Deletion } from '#lib/transfer/planning/delete/select-deletion';
import { countNoun } from '#lib/transfer/planning/text';
import type { ReferrersList } from '#lib/transfer/survey/survey';

/** What becomes of a list of referrers: it goes as a whole, or some entries are taken from it. */
export type ReferrersListChange = {
  readonly subject: Digest;
  readonly list: ReferrersList;
  readonly going: readonly Digest[];
  readonly isWhole: boolean;
};

/** The key of the work on a list among the digests of manifests. */
export function listKey(subject: Digest): `list ${Digest}` {
  return `list ${subject}`;
}

/**
 * The lists of referrers that a deletion touches. A list is an index: where it may be deleted depends on who holds
 * what, and several registries refuse to delete what a list still names (GAR, ECR, Harbor).
 */
export function referrersListChanges({ survey, goes }: Deletion): readonly ReferrersListChange[] {
  return [...survey.referrersLists].flatMap(([subject, list]) => {
    const going = list.entries.filter((entry) => goes.has(entry));
    const isEmptied = list.entries.every((entry) => goes.has(entry) || survey.missing.has(entry));
    const isWhole = goes.has(subject) && isEmptied;
    return isWhole || going.length > 0 ? [{ subject, list, going, isWhole }] : [];
  });
}

/** The step that does it. */
export function referrersListStep(
  deletion: Deletion,
  { subject, list, going, isWhole }: ReferrersListChange,
  place: { readonly id: string; readonly after: readonly string[] },
): Step {
  const { at } = deletion.survey;
  const of = formatShortDigest(subject);
  if (!isWhole) {
    return {
      verb: 'unlist-referrers',
      ...place,
      at,
      subject,
      referrers: going,
      target: formatReference({ ...at, tag: list.tag }),
      detail: `Takes ${countNoun(going.length, 'artifact')} from the list of what refers to ${of}, before they go.`,
    };
  }
  const detail = `Deletes the list of what refers to ${of}, before what it names.`;
  const tags = deletion.tags.all.get(list.digest) ?? [list.tag];
  // Lists that are empty have the same bytes: by its digest all of them would go.
  if (tags.length > 1) return planUntagStep(deletion, list.tag, list.digest, { ...place, detail });
  return {
    verb: 'delete-manifest',
    ...place,
    at,
    digest: list.digest,
    tags,
    referrers: [],
    target: formatReference(atDigest(at, list.digest)),
    detail,
  };
}
