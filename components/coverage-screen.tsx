'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { CoverageView } from '#components/coverage/coverage-view';
import { readAuditQuery, writeAuditQuery } from '#components/coverage/stream/audit-query.ts';
import { Header } from '#components/shell/header';
import type { Location } from '#lib/oci/location';
import { LocationHead } from './location-head.tsx';

type CoverageScreenProps = { readonly location: Exclude<Location, { screen: 'artifact' }> };

/** `?view=audit`: which evidence the artifacts of a repository or a registry have, and what of it is required. */
export function CoverageScreen({ location }: CoverageScreenProps) {
  const { registry } = location;
  const ref = location.screen === 'repository' ? `${registry}/${location.repository}` : registry;
  const router = useRouter();
  const query = readAuditQuery(ref, useSearchParams().toString());
  return (
    <div className="flex h-dvh flex-col">
      <Header location={location} />
      <main className="flex min-h-0 grow flex-col bg-surface">
        <LocationHead location={location} shown="audit" />
        <CoverageView
          key={JSON.stringify(query)}
          query={query}
          onQueryChange={(change) => router.push(`?${writeAuditQuery(window.location.search, change)}`)}
        />
      </main>
    </div>
  );
}
