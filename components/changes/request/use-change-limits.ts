import { useQuery } from '@tanstack/react-query';
import type { ChangeLimits } from '#components/changes/request/change-reason.ts';
import { changeReason } from '#components/changes/request/change-reason.ts';
import { registriesQuery } from '#lib/api/queries/queries';

/** What this server lets the person change; everything until that is known. */
export function useChangeLimits(): ChangeLimits {
  const { data } = useQuery(registriesQuery);
  return { isReadOnly: data?.readOnly === true, ...(data?.role === undefined ? {} : { role: data.role }) };
}

/** Why the person can change nothing here; undefined where they can, and until it is known. */
export function useChangeReason(): string | undefined {
  return changeReason(useChangeLimits());
}
