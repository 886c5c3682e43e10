import { useQuery } from '@tanstack/react-query';
import { registriesQuery } from '#lib/api/queries/queries';

/** Places to suggest for something that has this name: the same name on every registry that is known here. */
export function useRegistryNames(repository: string): readonly string[] {
  const known = useQuery(registriesQuery).data?.registries ?? [];
  return known.map(({ host }) => `${host}/${repository}`);
}
