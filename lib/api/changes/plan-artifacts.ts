import type { PlanDocument, PlanStep } from '#lib/api/contract/plan-contract';
import type { Digest } from '#lib/oci/digest';
import { parseAddress } from '#lib/oci/location';

/** The artifacts that steps copy, push or delete, each once: what a plan, its run and its result count. */
export function artifactsOf(steps: readonly PlanStep[]): ReadonlySet<Digest> {
  return new Set(
    steps.flatMap((step) => {
      // A list of referrers that is deleted is no artifact: its step is about no node.
      if (step.verb === 'delete-manifest') return step.node ?? [];
      return isPush(step) ? (step.node ?? digestIn(step.target) ?? []) : [];
    }),
  );
}

/** Whether a step pushes a manifest. */
export function isPush({ verb }: PlanStep): boolean {
  return verb === 'copy-manifest' || verb === 'push-manifest';
}

/** Whether a step removes a tag and nothing else. */
export function isUntag({ verb }: PlanStep): boolean {
  return verb === 'untag' || verb === 'untag-by-placeholder';
}

/** The digest that a reference names. */
export function digestIn(target: string): Digest | undefined {
  const location = parseAddress(target);
  return location.screen === 'artifact' ? location.reference.digest : undefined;
}

/** `1 artifact`, `1,200 artifacts`. */
export function countedNoun(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;
}

const verbs = {
  delete: 'Delete',
  copy: 'Copy',
  move: 'Move',
  attach: 'Attach',
  import: 'Import',
} as const;

/** What the button says that runs a plan: `Delete 47 artifacts`. */
export function runLabel({ action, steps }: Pick<PlanDocument, 'action' | 'steps'>): string {
  if (action === 'repair') return 'Repair the list';
  const artifacts = artifactsOf(steps).size;
  const tags = steps.filter(action === 'delete' ? isUntag : ({ verb }) => verb === 'tag').length;
  const onTags = `${action === 'delete' ? 'Remove' : 'Set'} ${countedNoun(tags, 'tag')}`;
  if (action === 'tag' || (artifacts === 0 && tags > 0)) return onTags;
  if (artifacts === 0) return verbs[action];
  const also = action === 'delete' && tags > 0 ? ` and ${countedNoun(tags, 'tag')}` : '';
  return `${verbs[action]} ${countedNoun(artifacts, 'artifact')}${also}`;
}
