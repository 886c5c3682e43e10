import { useQuery } from '@tanstack/react-query';
import type { ChangeLimits } from '#components/changes/request/change-reason.ts';
import { changeReason, limitsOf } from '#components/changes/request/change-reason.ts';
import { registriesQuery } from '#lib/api/queries/queries';

/** What this server lets the person change, in a repository, `host/name`, or at all; everything until that is known. */
export function useChangeLimits(repository?: string): ChangeLimits {
  return limitsOf(useQuery(registriesQuery).data, repository);
}

/** Why the person can change nothing here; undefined where they can, and until it is known. */
export function useChangeReason(): string | undefined {
  return changeReason(useChangeLimits());
}
