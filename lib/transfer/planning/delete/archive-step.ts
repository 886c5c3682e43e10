import { reach } from '#lib/graph/closure';
import type { Digest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import type { Content, Step } from '#lib/transfer/plan';
import { absentOf } from '#lib/transfer/planning/archive-content';
import { belongingsOf } from '#lib/transfer/planning/delete/belongings';
import { blobsOf, sizeOf } from '#lib/transfer/planning/delete/totals';
import type { Deletion } from '#lib/transfer/planning/delete/what-goes';
import { recordKeptDays } from '#lib/transfer/record';

/**
 * The archive that is written before anything is deleted. It holds what goes, with its tags, and also what an index
 * that goes contains and that stays: without it nothing could be brought back from the archive.
 */
export function archiveStep({ survey, goes, tags }: Deletion): Step {
  const { at, manifests } = survey;
  const { children } = belongingsOf(survey, tags);
  const whole = reach({ children, referrers: new Map() }, [...goes]);
  const taken = [...whole].flatMap((digest) => manifests.get(digest) ?? []);
  const contents: Content[] = taken.map(({ content }) => content);
  const named = [...goes].flatMap((digest) => withTags(digest, tags.all.get(digest) ?? []));
  const blobs = blobsOf(survey, whole);
  return {
    verb: 'archive',
    id: 'archive',
    after: [],
    at,
    content: { manifests: contents, absent: absentOf(taken), tags: named, withLayers: true },
    target: formatReference(at),
    detail: `Writes everything that is deleted into an archive that can be downloaded for ${recordKeptDays} days.`,
    bytes: sizeOf(contents) + sizeOf([...blobs.values()]),
  };
}

function withTags(digest: Digest, tags: readonly string[]) {
  return tags.map((tag) => ({ tag, digest }));
}
