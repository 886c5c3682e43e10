import type { Registries } from '#lib/api/contract/registry-contract';
import { parsePattern } from '#lib/roles/repository-pattern';
import type { Rights } from '#lib/roles/rights';
import { roleInRepository } from '#lib/roles/rights';
import type { UserRole } from '#lib/roles/role';
import { isAtLeast } from '#lib/roles/role';

/** What a server lets somebody change: nothing where it is read-only, else what their roles in a team allow. */
export type ChangeLimits = {
  readonly isReadOnly: boolean;
  /** The highest role, which may count elsewhere; undefined where no team is served. */
  readonly role?: UserRole | undefined;
  /** The repository in question, `host/name`, and the role there. */
  readonly here?: { readonly repository: string; readonly role: UserRole | undefined } | undefined;
};

/** The limits in a repository, `host/name`, or in none; no limits until the server has said them. */
export function limitsOf(
  known: Pick<Registries, 'readOnly' | 'role' | 'rights'> | undefined,
  repository: string | undefined,
): ChangeLimits {
  const { readOnly = false, role, rights } = known ?? {};
  if (rights === undefined || repository === undefined) return { isReadOnly: readOnly, role };
  return {
    isReadOnly: readOnly,
    role,
    here: { repository, role: roleInRepository(toRights(rights), repository) },
  };
}

/** Why somebody can change nothing anywhere; undefined where something can be changed. */
export function changeReason({ isReadOnly, role }: ChangeLimits): string | undefined {
  if (isReadOnly) return 'This Orrery is read-only.';
  return role === 'viewer' ? 'As a viewer you cannot change anything.' : undefined;
}

/** Why somebody can change nothing here. */
export function changeReasonHere(given: ChangeLimits): string | undefined {
  return changeReason(given) ?? lackHere(given, 'editor', 'change it');
}

/** Why somebody can delete, move or import nothing here. */
export function deletionReason(given: ChangeLimits): string | undefined {
  const isEditor = given.here === undefined && given.role === 'editor';
  return (
    changeReasonHere(given) ??
    lackHere(given, 'deleter', 'delete or move it') ??
    (isEditor ? 'As an editor you cannot delete, move or import.' : undefined)
  );
}

function lackHere({ here }: ChangeLimits, needed: UserRole, what: string): string | undefined {
  if (here === undefined || (here.role !== undefined && isAtLeast(here.role, needed))) return undefined;
  const { repository, role } = here;
  if (role === undefined) return `You have no role in ${repository}.`;
  return `You are ${role === 'viewer' ? 'a viewer' : 'an editor'} in ${repository} and cannot ${what}.`;
}

function toRights(rights: NonNullable<Registries['rights']>): Rights {
  return rights.map(({ role, repositories }) => ({
    role,
    repositories: repositories?.flatMap((pattern) => parsePattern(pattern) ?? []),
  }));
}
