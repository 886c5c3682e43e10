import type { UserRole } from '#lib/roles/role';

type ShownRight = { readonly role: UserRole; readonly repositories?: readonly string[] };

/** A role and where it counts: `editor in a.io/team/**`. */
export function roleText({ role, repositories }: ShownRight): string {
  return `${role} in ${repositories?.join(', ') ?? 'all repositories'}`;
}
