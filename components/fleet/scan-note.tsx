'use client';
import { useQuery } from '@tanstack/react-query';
import { StateIcon } from '#components/ui/state-icon';
import { incompleteText, useOpenScans } from '#components/ui/why-nothing.ts';
import { repositoriesCoverageQuery } from '#lib/api/queries/fleet-queries';
import { registriesQuery } from '#lib/api/queries/queries';

const askedMax = 8;

/** A line above what is known of a registry, or of all, while its first scan is not done. */
export function ScanNote({ host }: { readonly host: string }) {
  const { inventory, role } = useQuery(registriesQuery).data ?? {};
  const { repositories = [] } = useQuery(repositoriesCoverageQuery({})).data ?? {};
  const known = [...new Set(repositories.map(({ repository }) => repository.replace(/\/.*/, '')))];
  const hosts = known.filter((one) => host === '' || one === host).slice(0, askedMax);
  // In a team what is known of a whole registry is for who may see all of it.
  const maySee = inventory === true && (role === undefined || role === 'admin');
  const text = incompleteText(useOpenScans(maySee ? hosts : []));
  if (text === undefined) return null;
  return (
    <p role="status" className="flex items-baseline gap-2 border-b border-line bg-sunken px-4 py-2 text-sm">
      <StateIcon state="unknown" className="shrink-0 translate-y-0.5 text-warn" />
      <span className="min-w-0">{text}</span>
    </p>
  );
}
