import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { atDigest, formatReference } from '#lib/oci/reference';
import type { Step } from '#lib/transfer/plan';
import { planUntagStep } from '#lib/transfer/planning/delete/plan-untag';
import type { Deletion } from '#lib/transfer/planning/delete/select-deletion';
import { countNoun } from '#lib/transfer/planning/text';
import type { ReferrersList } from '#lib/transfer/survey/survey';

/** The change to a list of referrers: it is deleted, or some of its entries are removed. */
export type ReferrersListChange = {
  readonly subject: Digest;
  readonly list: ReferrersList;
  readonly going: readonly Digest[];
  readonly isWhole: boolean;
};

/** The key of the change to a list, distinct from the digests of manifests. */
export function listKey(subject: Digest): `list ${Digest}` {
  return `list ${subject}`;
}

/**
 * The changes to lists under a referrers tag that a deletion makes:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 * A list is an index, and GAR, ECR and Harbor refuse to delete what an index names.
 */
export function referrersListChanges({ survey, goes }: Deletion): readonly ReferrersListChange[] {
  return [...survey.referrersLists].flatMap(([subject, list]) => {
    const going = list.entries.filter((entry) => goes.has(entry));
    const isEmptied = list.entries.every((entry) => goes.has(entry) || survey.missing.has(entry));
    const isWhole = goes.has(subject) && isEmptied;
    return isWhole || going.length > 0 ? [{ subject, list, going, isWhole }] : [];
  });
}

/** The step that makes the change: an edit of the list, its deletion, or the removal of its tag alone. */
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
      detail: `Removes ${countNoun(going.length, 'artifact')} from the list of referrers of ${of}, before they are deleted.`,
    };
  }
  const detail = `Deletes the list of referrers of ${of}, before what it names.`;
  const tags = deletion.tags.all.get(list.digest) ?? [list.tag];
  // All empty lists are the same manifest: a deletion by digest would remove the tags of all of them.
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
