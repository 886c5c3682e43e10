import type { Blocker, Notice } from '#lib/transfer/plan';

/** What keeps a plan from being run, and what the person was told and accepted. */
export type Judged = { readonly blockers: readonly Blocker[]; readonly accepted: readonly Notice[] };

/** Takes the blockers that were accepted out; they stay in the plan as things to know. */
export function withoutAccepted(blockers: readonly Blocker[], accept: readonly string[] = []): Judged {
  const isAccepted = ({ code, isAcceptable }: Blocker) => isAcceptable && accept.includes(code);
  return {
    blockers: blockers.filter((blocker) => !isAccepted(blocker)),
    accepted: blockers.filter(isAccepted).map(({ isAcceptable: _, ...notice }) => notice),
  };
}
