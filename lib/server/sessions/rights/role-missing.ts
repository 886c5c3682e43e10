import type { ProblemError } from '#lib/api/problems/problem-error';
import type { UserRole } from '#lib/roles/role';
import { problemError } from '#lib/server/platform/problem-error';

/** The problem of somebody who needs a role that they do not have; `place` is a repository or a registry. */
export function roleMissing(role: UserRole, place?: string): ProblemError {
  const where = place === undefined ? '' : ` in ${place.slice(0, 200)}`;
  return problemError('role-missing', `This needs the role ${role}${where}.`);
}
