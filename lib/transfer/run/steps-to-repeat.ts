import type { Step } from '#lib/transfer/plan';

/**
 * The steps to do once more when this was lost at the target, digests or tags: those that bring it, those that list it
 * for its subject, and the look at everything that found it missing. Empty when no step brings any of it.
 */
export function stepsToRepeat(steps: readonly Step[], lost: ReadonlySet<string>): readonly Step[] {
  const bringing = steps.filter((step) => brings(step, lost));
  if (bringing.length === 0) return [];
  const dependent = steps.filter((step) => step.verb === 'verify' || lists(step, lost));
  return [...bringing, ...dependent];
}

function brings(step: Step, lost: ReadonlySet<string>): boolean {
  switch (step.verb) {
    case 'copy-blob':
    case 'push-blob':
      return lost.has(step.blob.digest);
    case 'copy-manifest':
    case 'push-manifest':
      return lost.has(step.manifest.digest);
    case 'tag':
      return lost.has(step.tag);
    case 'archive':
    case 'list-referrers':
    case 'unlist-referrers':
    case 'untag':
    case 'untag-by-placeholder':
    case 'delete-manifest':
    case 'verify':
      return false;
    default:
      return step satisfies never;
  }
}

function lists(step: Step, lost: ReadonlySet<string>): boolean {
  return step.verb === 'list-referrers' && step.referrers.some(({ digest }) => lost.has(digest));
}
