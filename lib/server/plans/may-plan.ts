import type { Repository } from '#lib/oci/reference';
import { parseReference, parseRepository } from '#lib/oci/reference';
import { mayInRepository, maySomewhere } from '#lib/roles/rights';
import type { UserRole } from '#lib/roles/role';
import { problemError } from '#lib/server/platform/problem-error';
import { teamLimits } from '#lib/server/sessions/limits';
import { roleMissing } from '#lib/server/sessions/rights/role-missing';
import type { Session } from '#lib/server/sessions/session';
import type { Plan } from '#lib/transfer/plan';
import type { PlanRequest } from '#lib/transfer/plan-request';

/** What each change needs where it changes something. */
const roleOfAction = {
  attach: 'editor',
  tag: 'editor',
  copy: 'editor',
  move: 'deleter',
  delete: 'deleter',
  import: 'deleter',
  repair: 'deleter',
} as const satisfies Record<Plan['action'], UserRole>;

/**
 * Refuses a plan that its person may not run, before anything is looked at for it.
 *
 * @throws ProblemError `role-missing`
 */
export function assertMayPlan({ user }: Session, request: PlanRequest): void {
  if (user === undefined) return;
  const role = roleOfAction[request.action];
  for (const [needed, text] of placesOf(request, role)) {
    const place = repositoryOf(text);
    if (place !== undefined && !mayInRepository(user.rights, needed, place)) throw roleMissing(needed, place);
  }
}

/**
 * Refuses the run of a plan whose person no longer has the role, or signed in too long ago for what cannot be taken back.
 *
 * @throws ProblemError `role-missing`, `sign-in-too-old`
 */
export function assertMayRun({ user }: Session, { action }: Plan, now: number): void {
  if (user === undefined) return;
  const role = roleOfAction[action];
  if (!maySomewhere(user.rights, role)) throw roleMissing(role);
  const isDeletion = action === 'delete' || action === 'move';
  if (!isDeletion || now - user.authenticatedAt <= teamLimits.freshSignInMs) return;
  throw problemError(
    'sign-in-too-old',
    'You signed in more than half an hour ago, and this plan deletes something.',
  );
}

type NeededAt = readonly [role: UserRole, reference: string];

function placesOf(request: PlanRequest, role: UserRole): readonly NeededAt[] {
  switch (request.action) {
    case 'copy':
      return [
        ['viewer', request.from],
        [role, request.to],
      ];
    case 'move':
      return [
        [role, request.from],
        ['editor', request.to],
      ];
    case 'import':
      return [[role, request.to]];
    case 'attach':
      if (request.mode === 'set-subject') return [[role, request.artifact]];
      return request.mode === 'push' ? [[role, request.to]] : [[role, request.subject]];
    default:
      return [[role, request.ref]];
  }
}

/** `host/name`; undefined for what is no reference, which the plan itself refuses. */
function repositoryOf(text: string): string | undefined {
  const at = readBy(parseReference, text) ?? readBy(parseRepository, text);
  return at === undefined ? undefined : `${at.registry}/${at.repository}`;
}

function readBy(parse: (text: string) => Repository, text: string): Repository | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
