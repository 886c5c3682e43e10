import type { PlanRecordDocument, PlanStep } from '#lib/api/contract/plan-contract';
import type { PlanEffect, PlanEffects } from '#lib/graph/picture/picture';
import { allTags, tagKey } from '#lib/graph/picture/picture';
import type { Digest } from '#lib/oci/digest';
import type { Retention } from '#lib/retention/retain';

/** What retention rules come to, for the nodes of a graph: what would go, and what stays. */
export function retentionEffectsOf(decisions: Retention['decisions']): PlanEffects {
  return new Map(
    decisions.map(({ artifact, fate }) => [artifact.digest, fate === 'kept' ? 'kept' : 'goes'] as const),
  );
}

const byVerb: Partial<Record<PlanStep['verb'], PlanEffect>> = {
  'copy-manifest': 'comes',
  'push-manifest': 'comes',
  'delete-manifest': 'goes',
};

/** How the nodes of a graph stand to a plan: what goes, what comes, what is kept, and what of it is done by now. */
export function planEffectsOf({ plan, steps }: Pick<PlanRecordDocument, 'plan' | 'steps'>): PlanEffects {
  const marks = new Map<Digest, PlanEffect>(plan.kept.map(({ digest }) => [digest, 'kept']));
  const open = new Set<Digest>();
  for (const { id, verb, node } of plan.steps) {
    const mark = byVerb[verb];
    if (mark === undefined || node === undefined) continue;
    const state = steps[id]?.state;
    if (state !== 'done' && state !== 'skipped') open.add(node);
    // A move copies first and deletes then: what goes is what a person must see.
    if (marks.get(node) !== 'goes') marks.set(node, mark);
  }
  for (const [digest, mark] of marks) {
    if (mark !== 'kept' && !open.has(digest)) marks.set(digest, mark === 'goes' ? 'gone' : 'done');
  }
  return new Map<string, PlanEffect>([...marks, ...tagEffects({ plan, steps }, marks)]);
}

/** A tag that is removed goes, and all tags of the artifact in the middle go with it. */
function tagEffects(
  { plan, steps }: Pick<PlanRecordDocument, 'plan' | 'steps'>,
  marks: ReadonlyMap<Digest, PlanEffect>,
): readonly (readonly [string, PlanEffect])[] {
  const own = plan.root === undefined ? undefined : marks.get(plan.root);
  const removed = plan.steps.flatMap(({ id, verb, node, target }) => {
    const isRemoved = (verb === 'untag' || verb === 'untag-by-placeholder') && node === plan.root;
    const tag = target.slice(target.lastIndexOf(':') + 1);
    return isRemoved ? [[tagKey(tag), steps[id]?.state === 'done' ? 'gone' : 'goes'] as const] : [];
  });
  return own === 'goes' || own === 'gone' ? [...removed, [allTags, own]] : removed;
}
