import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Kept } from '#lib/transfer/plan';
import type { Deletion } from '#lib/transfer/planning/delete/what-goes';
import { enumerate, indexName, nameOf } from '#lib/transfer/planning/text';

/** What belongs to the graph and stays, each with its reason in a sentence. */
export function keptOf(deletion: Deletion): readonly Kept[] {
  const { survey, stays } = deletion;
  const kept = [...stays.keys()].map((digest) => ({ digest, why: whyKept(deletion, digest) }));
  const unread = survey.gaps.flatMap(({ code, digests = [] }) =>
    code === 'manifests-unknown' ? digests : [],
  );
  return [
    ...kept,
    ...unread.map((digest) => ({ digest, why: 'It cannot be read, so that nothing is done to it.' })),
  ];
}

function whyKept(deletion: Deletion, digest: Digest): string {
  const { survey, stays } = deletion;
  const reason = stays.get(digest);
  switch (reason?.because) {
    case 'tagged':
      return reason.tags.length === 1
        ? `The tag ${reason.tags[0] ?? ''} points to it.`
        : `The tags ${enumerate(reason.tags)} point to it.`;
    case 'held': {
      const holders = survey.holders.get(digest) ?? [];
      return `The index ${enumerate(holders.map((by) => indexName(by.digest, by.tags)))} holds it too.`;
    }
    case 'part-of':
      return `It is part of ${nameOf(survey, reason.of)}, which stays.`;
    case 'attached-to':
      return `It is attached to ${nameOf(survey, reason.of)}, which stays.`;
    case 'alone':
    case undefined:
      return whyAlone(deletion, digest);
    default:
      return reason satisfies never;
  }
}

function whyAlone({ survey, tags }: Deletion, digest: Digest): string {
  const isReferrer = (survey.referrers.get(survey.root) ?? []).some((one) => one.digest === digest);
  if (isReferrer) return `Only the manifest is deleted; this refers to ${formatShortDigest(survey.root)}.`;
  const own = tags.all.get(digest) ?? [];
  return own.length === 0
    ? 'Only the index is deleted; no tag points to this part of it.'
    : `Only the index is deleted; ${enumerate(own)} points to this part of it.`;
}
