import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import type { Digest } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';

/** What a run means for what is on the screen. */
export type RunOutcome = {
  /** Digests of manifests that were deleted, and `host/name:tag` of tags that were removed. */
  readonly gone: readonly string[];
  /** The artifact that was made here. */
  readonly made: Digest | undefined;
  /** What it was attached to, where that was said by digest: a platform that may still be closed in the graph. */
  readonly onto: Digest | undefined;
};

export function runOutcome({ plan, steps }: PlanRecordDocument): RunOutcome {
  const done = plan.steps.filter(({ id }) => steps[id]?.state === 'done');
  const gone = done.flatMap(({ verb, node, target }) => {
    if (verb === 'delete-manifest') return node === undefined ? [] : [node];
    return verb === 'untag' || verb === 'untag-by-placeholder' ? [target] : [];
  });
  const made = done.findLast(({ verb, node }) => verb === 'push-manifest' && node !== undefined)?.node;
  const { request } = plan;
  const subject = request.action === 'attach' ? request.subject : undefined;
  const onto = made === undefined || subject === undefined ? undefined : parseReference(subject).digest;
  return { gone, made, onto };
}

/** What a plan took away of what a screen is about: all of it, only its name, or nothing. */
export function deletedPart(
  record: PlanRecordDocument,
  { root, reference }: { readonly root: string | undefined; readonly reference: string },
): 'artifact' | 'tag' | undefined {
  const { gone } = runOutcome(record);
  if (root !== undefined && gone.includes(root)) return 'artifact';
  return gone.includes(reference) ? 'tag' : undefined;
}
