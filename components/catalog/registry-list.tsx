'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight, Server } from 'lucide-react';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { SignOutButton } from '#components/ui/sign-in/sign-out-button';
import { registriesQuery } from '#lib/api/queries/queries';

const origins = {
  embedded: 'embedded in this Orrery',
  configured: 'configured',
  'signed-in': 'signed in',
  'docker-config': 'from your Docker config',
} as const;

/** The registries this Orrery knows by name. */
export function RegistryList() {
  const query = useQuery(registriesQuery);
  if (query.isPending) return <SkeletonRows count={2} label="Loading the registries" className="h-11" />;
  if (query.isError)
    return <ProblemPanel problem={problemOf(query.error)} onRetry={() => void query.refetch()} />;
  if (query.data.registries.length === 0) {
    return (
      <EmptyState title="No registry yet">
        Open any reference, or sign in to a registry to add it here.
      </EmptyState>
    );
  }
  return (
    <ul>
      {query.data.registries.map(({ host, origin, user }) => (
        <li key={host} className="flex items-center gap-2">
          <PageLink
            href={`/${host}`}
            className="flex h-11 min-w-0 grow items-center gap-3 rounded-md px-2.5 hover:bg-sunken"
          >
            <Server size={16} aria-hidden="true" className="shrink-0 text-faint" />
            <span className="truncate font-medium">{host}</span>
            <span className="ml-auto truncate text-sm text-faint">
              {user === undefined ? origins[origin] : `${origins[origin]} as ${user}`}
            </span>
            <ChevronRight size={14} aria-hidden="true" className="shrink-0 text-faint" />
          </PageLink>
          {origin === 'signed-in' ? <SignOutButton host={host} /> : null}
        </li>
      ))}
    </ul>
  );
}
