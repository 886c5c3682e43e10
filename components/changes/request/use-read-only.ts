import { useQuery } from '@tanstack/react-query';
import { registriesQuery } from '#lib/api/queries/queries';

/** Whether this server is read-only; false until that is known. */
export function useReadOnly(): boolean {
  return useQuery(registriesQuery).data?.readOnly === true;
}
