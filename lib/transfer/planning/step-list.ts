import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { Blocker, Notice, Step, StepWork } from '#lib/transfer/plan';

/** What a step needs besides its work; `after` are ids that {@link StepListBuilder.add} gave. */
type StepWords = Pick<Step, 'target' | 'detail' | 'after'> & Partial<Pick<Step, 'bytes' | 'node'>>;

/** Collects steps in the order in which they are shown, with the ids "1", "2" … */
export type StepListBuilder = {
  readonly add: (work: StepWork, words: StepWords) => string;
  readonly steps: () => readonly Step[];
};

/** An empty list; a `prefix` keeps its ids apart from those of another list of the same plan. */
export function createStepList(prefix = ''): StepListBuilder {
  const steps: Step[] = [];
  return {
    add: (work, words) => {
      const id = `${prefix}${steps.length + 1}`;
      steps.push({ ...work, ...words, id });
      return id;
    },
    steps: () => steps,
  };
}

/** `host/name:tag` or `host/name@digest`, as a step names its target. */
export function targetText({ registry, repository }: Repository, selector: Digest | { tag: string }): string {
  const name = `${registry}/${repository}`;
  return typeof selector === 'string' ? `${name}@${selector}` : `${name}:${selector.tag}`;
}

/** The blockers that remain, and those that a person has accepted. */
export type SplitBlockers = { readonly blockers: readonly Blocker[]; readonly accepted: readonly Notice[] };

/** Splits blockers by the codes that a person has accepted; those stay in the plan as warnings. */
export function splitAccepted(blockers: readonly Blocker[], accept: readonly string[] = []): SplitBlockers {
  const accepted = new Set(accept);
  const isAccepted = ({ code, isAcceptable }: Blocker) => isAcceptable && accepted.has(code);
  return {
    blockers: blockers.filter((blocker) => !isAccepted(blocker)),
    accepted: blockers.filter(isAccepted).map(({ isAcceptable: _, ...notice }) => notice),
  };
}
