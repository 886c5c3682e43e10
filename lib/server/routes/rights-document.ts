import type { Rights } from '#lib/roles/rights';
import type { UserRole } from '#lib/roles/role';

/** Rights as the interface tells them. */
export function toRightsDocument(rights: Rights): { role: UserRole; repositories?: string[] }[] {
  return rights.map(({ role, repositories }) => ({
    role,
    ...(repositories === undefined ? {} : { repositories: [...repositories] }),
  }));
}
