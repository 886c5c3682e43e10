import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import type { Digest } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';

/** What a run means for what is on the screen. */
export type RunOutcome = {
  /** Digests of manifests that were deleted, and `host/name:tag` of tags that were removed. */
  readonly deleted: readonly string[];
  /** The artifact that was pushed. */
  readonly created: Digest | undefined;
  /** What it was attached to, if the request named that by digest: a platform that may still be closed in the graph. */
  readonly subject: Digest | undefined;
};

/** What the page does about a plan that is shown on it. */
export type PlanHandlers = {
  readonly onClose: () => void;
  /** Another plan takes the place of this one. */
  readonly onPlanned: (id: string) => void;
  /** What was asked of the registry before is old now. */
  readonly onEnd?: (outcome: RunOutcome) => void;
  readonly onSelect?: (digest: Digest) => void;
  /** The artifacts of the graph beside the plan; undefined where there is none. */
  readonly drawn?: { readonly has: (digest: Digest) => boolean };
};

/** What the steps that are done have deleted and created. */
export function runOutcome({ plan, steps }: PlanRecordDocument): RunOutcome {
  const done = plan.steps.filter(({ id }) => steps[id]?.state === 'done');
  const deleted = done.flatMap(({ verb, node, target }) => {
    if (verb === 'delete-manifest') return node === undefined ? [] : [node];
    return verb === 'untag' || verb === 'untag-by-placeholder' ? [target] : [];
  });
  const created = done.findLast(({ verb, node }) => verb === 'push-manifest' && node !== undefined)?.node;
  const { request } = plan;
  const named = 'subject' in request ? request.subject : undefined;
  const subject = created === undefined || named === undefined ? undefined : parseReference(named).digest;
  return { deleted, created, subject };
}

/** What a plan deleted of a screen's subject: all of it, only its tag, or nothing (undefined). */
export function deletedPart(
  record: PlanRecordDocument,
  { root, reference }: { readonly root: string | undefined; readonly reference: string },
): 'artifact' | 'tag' | undefined {
  const { deleted } = runOutcome(record);
  if (root !== undefined && deleted.includes(root)) return 'artifact';
  return deleted.includes(reference) ? 'tag' : undefined;
}
