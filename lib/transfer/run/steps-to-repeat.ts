import type { Step } from '#lib/transfer/plan';

/**
 * The steps to run again after a registry has lost these digests and tags: those that push them, those that list them
 * for their subject, and the verification. Empty when no step pushes any of them.
 */
export function stepsToRepeat(steps: readonly Step[], lost: ReadonlySet<string>): readonly Step[] {
  const pushing = steps.filter((step) => pushes(step, lost));
  if (pushing.length === 0) return [];
  const dependent = steps.filter((step) => step.verb === 'verify' || lists(step, lost));
  return [...pushing, ...dependent];
}

function pushes(step: Step, lost: ReadonlySet<string>): boolean {
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
