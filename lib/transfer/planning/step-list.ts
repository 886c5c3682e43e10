import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { Blocker, Notice, Step, StepWork } from '#lib/transfer/plan';

/** What a step needs besides its work; `after` are ids that {@link StepListBuilder.add} gave. */
type StepWords = Pick<Step, 'target' | 'detail' | 'after'> & Partial<Pick<Step, 'bytes' | 'node'>>;

/** Steps in the order they are shown, with ids of their own: "1", "2" … */
export type StepListBuilder = {
  readonly add: (work: StepWork, words: StepWords) => string;
  readonly steps: () => readonly Step[];
};

/** An empty list; `prefix` keeps the ids of two lists that become one plan apart. */
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

/** What keeps a plan from being run, and what the person was told and accepted. */
export type Judged = { readonly blockers: readonly Blocker[]; readonly accepted: readonly Notice[] };

/** Takes the blockers that were accepted out; they stay in the plan as things to know. */
export function splitAccepted(blockers: readonly Blocker[], accept: readonly string[] = []): Judged {
  const isAccepted = ({ code, isAcceptable }: Blocker) => isAcceptable && accept.includes(code);
  return {
    blockers: blockers.filter((blocker) => !isAccepted(blocker)),
    accepted: blockers.filter(isAccepted).map(({ isAcceptable: _, ...notice }) => notice),
  };
}
