'use client';
import { useQuery } from '@tanstack/react-query';
import { Server, X } from 'lucide-react';
import { forgetRegistry, useUsedRegistries } from '#components/shell/reference/recent.ts';
import { IconButton } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { SignInButton } from '#components/ui/sign-in/sign-in-button';
import { SignOutButton } from '#components/ui/sign-in/sign-out-button';
import { registriesQuery } from '#lib/api/queries/queries';
import { layoutPlace } from '#lib/oci/layout-reference';
import { textPath } from '#lib/oci/location';
import type { ListedRegistry } from './listed-registries.ts';
import { listedRegistries } from './listed-registries.ts';

/** The registries that were used in this browser, and those that this Orrery knows by name. */
export function RegistryList() {
  const query = useQuery(registriesQuery);
  const used = useUsedRegistries();
  if (query.isPending) return <SkeletonRows count={2} label="Loading the registries" className="h-11" />;
  const registries = listedRegistries(query.data?.registries ?? [], used);
  return (
    <>
      {query.isError ? (
        <ProblemPanel problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {registries.length === 0 && query.isSuccess ? (
        <p className="px-2.5 py-3 text-muted">
          No registry yet. Open any reference, or sign in to a registry.
        </p>
      ) : null}
      <ul>
        {registries.map((registry) => (
          <RegistryRow key={registry.host} registry={registry} />
        ))}
      </ul>
    </>
  );
}

function RegistryRow({ registry: { host, state, origin } }: { readonly registry: ListedRegistry }) {
  const mayForget = origin === 'used';
  return (
    <li className="flex min-h-11 items-center gap-2">
      <PageLink
        href={textPath(host)}
        className="flex min-h-11 min-w-0 grow items-center gap-x-3 rounded-md px-2.5 hover:bg-sunken"
      >
        <Server size={16} aria-hidden="true" className="shrink-0 text-faint" />
        <span className="min-w-0 grow">
          <span className="block truncate font-medium" title={host}>
            {host}
          </span>
          <span className="block truncate text-sm text-faint">{state}</span>
        </span>
      </PageLink>
      {origin === 'signed-in' ? <SignOutButton host={host} /> : null}
      {origin === 'embedded' || origin === 'signed-in' || layoutPlace(host) !== undefined ? null : (
        <SignInButton host={host} look="chip" />
      )}
      {mayForget ? (
        <IconButton label={`Remove ${host} and its recent references`} onClick={() => forgetRegistry(host)}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      ) : null}
    </li>
  );
}
