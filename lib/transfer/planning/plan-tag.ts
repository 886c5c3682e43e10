import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { Notice, PlanDraft } from '#lib/transfer/plan';
import { createStepList, targetText } from '#lib/transfer/planning/step-list';

/** A manifest and its new tags; `now` is what each of them points to, null for a free one. */
export type TagChange = {
  readonly at: Repository;
  readonly digest: Digest;
  readonly now: ReadonlyMap<string, Digest | null>;
  /** Every other tag of the repository that could be resolved; shows whether a tag is the last of its manifest. */
  readonly others: ReadonlyMap<string, Digest>;
};

/** The plan to point tags at a manifest; each step names what its tag pointed to before, which is the way back. */
export function planTag({ at, digest, now, others }: TagChange): PlanDraft {
  const list = createStepList();
  const warnings: Notice[] = [];
  for (const [tag, was] of now) {
    if (was === digest) {
      warnings.push({ code: 'tagged-already', text: `${tag} already points there.`, tags: [tag] });
      continue;
    }
    const detail =
      was === null
        ? `Points the new tag at ${formatShortDigest(digest)}.`
        : `Moves the tag from ${formatShortDigest(was)} to ${formatShortDigest(digest)}.`;
    list.add(
      { verb: 'tag', at, tag, digest, was },
      { target: targetText(at, { tag }), detail, after: [], node: digest },
    );
    if (was !== null) warnings.push(...moves(tag, was, now, others));
  }
  const tags = [...now.keys()];
  const steps = list.steps();
  return {
    title: `Tag ${targetText(at, digest)} as ${tags.join(', ')}`,
    root: digest,
    steps,
    kept: [],
    warnings,
    blockers: [],
    totals: { steps: steps.length, manifests: 0, blobs: 0, bytes: 0 },
  };
}

function moves(
  tag: string,
  was: Digest,
  now: TagChange['now'],
  others: TagChange['others'],
): readonly Notice[] {
  const moved = {
    code: 'moves-tag',
    text: `${tag} points to ${was} now. To undo this, set the tag on that digest again.`,
    digests: [was],
    tags: [tag],
  };
  const isNamed = [...others].some(([other, target]) => target === was && !now.has(other));
  if (isNamed) return [moved];
  const text = `${formatShortDigest(was)} has no other tag. Garbage collection may delete it and its attachments. zot does so at once; Orrery then pushes it again.`;
  return [moved, { code: 'last-tag', text, digests: [was] }];
}
