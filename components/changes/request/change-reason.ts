import type { Registries } from '#lib/api/contract/registry-contract';

/** What a server lets somebody change: nothing where it is read-only, else what their role in a team allows. */
export type ChangeLimits = Pick<Registries, 'role'> & { readonly isReadOnly: boolean };

/** Why somebody can change nothing here; undefined where something can be changed. */
export function changeReason({ isReadOnly, role }: ChangeLimits): string | undefined {
  if (isReadOnly) return 'This Orrery is read-only.';
  return role === 'viewer' ? 'As a viewer you cannot change anything.' : undefined;
}

/** Why somebody can delete, move or import nothing here. */
export function deletionReason(given: ChangeLimits): string | undefined {
  const needsMore = given.role === 'editor';
  return changeReason(given) ?? (needsMore ? 'As an editor you cannot delete, move or import.' : undefined);
}
