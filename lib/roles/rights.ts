import type { RepositoryPattern } from './repository-pattern.ts';
import { coversRegistry, coversRepository } from './repository-pattern.ts';
import type { UserRole } from './role.ts';
import { isAtLeast, roleNames } from './role.ts';

/** One line of ORRERY_ROLES: what the people of a group may do at most; everywhere when no repositories are named. */
export type RoleRule = {
  readonly group: string;
  readonly role: UserRole;
  readonly repositories?: readonly RepositoryPattern[] | undefined;
};

/** A role, and where it counts; undefined is everywhere. */
type Right = {
  readonly role: UserRole;
  readonly repositories: readonly RepositoryPattern[] | undefined;
};

/** What one person may do at most. Without an entry, nothing: the registry may allow less, and never more. */
export type Rights = readonly Right[];

/** The rights that somebody's groups come to. A group that no rule names gives nothing. */
export function rightsOf(groups: readonly string[], rules: readonly RoleRule[]): Rights {
  return rules
    .filter(({ group }) => groups.includes(group))
    .map(({ role, repositories }) => ({ role, repositories }));
}

/** Whether these rights go as far as a role in a repository, `host/name`. */
export function mayInRepository(rights: Rights, role: UserRole, repository: string): boolean {
  return rights.some(
    (right) => isAtLeast(right.role, role) && (right.repositories?.some(covers(repository)) ?? true),
  );
}

/** Whether these rights go as far as a role in anything of a registry. */
export function mayAtRegistry(rights: Rights, role: UserRole, registry: string): boolean {
  return rights.some(
    (right) =>
      isAtLeast(right.role, role) &&
      (right.repositories?.some((pattern) => coversRegistry(pattern, registry)) ?? true),
  );
}

/** Whether these rights go as far as a role anywhere. */
export function maySomewhere(rights: Rights, role: UserRole): boolean {
  return rights.some((right) => isAtLeast(right.role, role));
}

/** The highest role among the rights, which may count in some repositories only; undefined without rights. */
export function highestRole(rights: Rights): UserRole | undefined {
  return roleNames.findLast((role) => rights.some((right) => right.role === role));
}

/** The highest role in a repository, `host/name`; undefined for none there. */
export function roleInRepository(rights: Rights, repository: string): UserRole | undefined {
  return roleNames.findLast((role) => mayInRepository(rights, role, repository));
}

function covers(repository: string): (pattern: RepositoryPattern) => boolean {
  return (pattern) => coversRepository(pattern, repository);
}
