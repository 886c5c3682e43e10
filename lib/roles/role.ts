/** What a person may do at most, from the least to the most. */
export const roleNames = ['viewer', 'editor', 'deleter', 'admin'] as const;
export type UserRole = (typeof roleNames)[number];

/** Whether a role may do what another one is needed for: each may do all that those before it may. */
export function isAtLeast(role: UserRole, needed: UserRole): boolean {
  return roleNames.indexOf(role) >= roleNames.indexOf(needed);
}
