'use client';
import { useQuery } from '@tanstack/react-query';
import { inputClass } from '#components/ui/fields';
import { repositoriesCoverageQuery } from '#lib/api/queries/fleet-queries';

type RegistryChoiceProps = {
  /** Empty for all. */
  readonly host: string;
  readonly onChoose: (host: string) => void;
};

/** Chooses one of the registries that were scanned, or all. */
export function RegistryChoice({ host, onChoose }: RegistryChoiceProps) {
  const { data } = useQuery(repositoriesCoverageQuery({}));
  const scanned = data?.repositories.map(({ repository }) => repository.replace(/\/.*/, '')) ?? [];
  const hosts = [...new Set([...scanned, ...(host === '' ? [] : [host])])].toSorted();
  if (hosts.length < 2 && host === '') return null;
  return (
    <select
      aria-label="Registry"
      value={host}
      onChange={(event) => onChoose(event.target.value)}
      className={`${inputClass} max-w-full sm:ml-auto`}
    >
      <option value="">All registries</option>
      {hosts.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}
