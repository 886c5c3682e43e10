import { useQuery } from '@tanstack/react-query';
import { registriesQuery } from '#lib/api/queries/queries';

/** Whether this server changes nothing; while that is not known, it is taken for one that does. */
export function useReadOnly(): boolean {
  return useQuery(registriesQuery).data?.readOnly === true;
}
