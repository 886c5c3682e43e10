import type { Digest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import type { Blocker, KeptContent, Notice, PlanDraft, Step } from '#lib/transfer/plan';
import { movedTagBlocker } from '#lib/transfer/planning/delete/delete-notices';
import type { DeleteCapabilities, Deletion } from '#lib/transfer/planning/delete/select-deletion';
import { tagsByDigest } from '#lib/transfer/planning/delete/survey-lookups';
import { countNoun, enumerate } from '#lib/transfer/planning/text';
import type { Survey } from '#lib/transfer/survey/survey';

/** The plan to remove one tag; the manifest and its other tags stay. */
export function planUntag(survey: Survey, capabilities: DeleteCapabilities): PlanDraft {
  const { at, root, tag } = survey;
  if (tag === undefined) return withoutTag(survey);
  const others = (tagsByDigest(survey).all.get(root) ?? []).filter((name) => name !== tag);
  const detail = `Removes the tag ${tag}; the manifest that it points to stays.`;
  const step = planUntagStep({ survey, capabilities }, tag, root, { id: '1', after: [], detail });
  return {
    title: `Remove the tag ${formatReference({ ...at, tag })}`,
    root,
    steps: [step],
    kept: [stays(survey, others)],
    warnings: [
      ...lastTag(survey, others),
      ...byPlaceholder(capabilities),
      ...survey.gaps.filter(({ code }) => code === 'tags-unknown'),
    ],
    blockers: movedTagBlocker(survey),
    totals: { steps: 1, manifests: 0, blobs: 0, bytes: 0, freedBytes: 0 },
  };
}

function withoutTag({ at, root }: Survey): PlanDraft {
  const text = 'This reference names no tag. Open the artifact by the tag that you want to remove.';
  const blocker: Blocker = { code: 'no-tag', text, digests: [root], isAcceptable: false };
  return {
    title: `Remove a tag from ${formatReference(at)}`,
    root,
    steps: [],
    kept: [],
    warnings: [],
    blockers: [blocker],
    totals: { steps: 0, manifests: 0, blobs: 0, bytes: 0, freedBytes: 0 },
  };
}

function stays({ root }: Survey, others: readonly string[]): KeptContent {
  if (others.length === 0) return { digest: root, why: 'Only its tag is removed.' };
  const point = others.length === 1 ? 'points' : 'point';
  return { digest: root, why: `Only its tag is removed; ${enumerate(others)} still ${point} to it.` };
}

function lastTag({ root, manifests }: Survey, others: readonly string[]): readonly Notice[] {
  if (others.length > 0) return [];
  const attached = manifests.size - 1;
  const along = attached === 0 ? '' : `, and ${countNoun(attached, 'artifact')} attached to it`;
  const text = `This is the last tag. The manifest stays without a tag, and garbage collection may delete it${along}.`;
  return [{ code: 'last-tag', text, digests: [root] }];
}

/** That tags are removed by a placeholder, where the registry cannot delete one alone. */
export function byPlaceholder({ deletesTags }: DeleteCapabilities): readonly Notice[] {
  if (deletesTags !== false) return [];
  const text =
    'This registry cannot delete a tag alone. Orrery moves the tag to a placeholder manifest and deletes that manifest.';
  return [{ code: 'by-placeholder', text }];
}

/**
 * The step that removes a tag alone, by a placeholder where the registry deletes no tags:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-tags
 */
export function planUntagStep(
  { survey, capabilities }: Pick<Deletion, 'survey' | 'capabilities'>,
  tag: string,
  digest: Digest,
  place: Pick<Step, 'id' | 'after' | 'detail'>,
): Step {
  return {
    verb: capabilities.deletesTags === false ? 'untag-by-placeholder' : 'untag',
    ...place,
    at: survey.at,
    tag,
    digest,
    target: formatReference({ ...survey.at, tag }),
    node: digest,
  };
}
