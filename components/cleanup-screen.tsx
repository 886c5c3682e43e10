'use client';

import { useSearchParams } from 'next/navigation';
import { deletionReason } from '#components/changes/request/change-reason.ts';
import { useChangeLimits } from '#components/changes/request/use-change-limits.ts';
import { usePlanRequest } from '#components/changes/request/use-plan-request.ts';
import { CleanupView } from '#components/cleanup/cleanup-view';
import { Header } from '#components/shell/header';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import { readableQuery } from '#components/ui/readable-query.ts';
import { useSearch } from '#components/ui/use-search.ts';
import type { Location } from '#lib/oci/location';
import { LocationHead } from './location-head.tsx';
import { PlanScreen } from './plan-screen.tsx';

type CleanupScreenProps = { readonly location: Extract<Location, { screen: 'repository' }> };

/** `?view=cleanup`: what of a repository can go, and the plan that is made of it. */
export function CleanupScreen({ location }: CleanupScreenProps) {
  const name = `${location.registry}/${location.repository}`;
  const plan = useSearchParams().get('plan');
  const [search, write] = useSearch();
  const isLayout = location.registry.startsWith('oci:');
  const isReadOnly = deletionReason(useChangeLimits(name)) !== undefined || isLayout;
  const show = (id: string | undefined) => {
    const query = new URLSearchParams(search);
    if (id === undefined) query.delete('plan');
    else query.set('plan', id);
    write(readableQuery(query), 'step');
  };
  const planning = usePlanRequest(show);
  return (
    <div className="flex h-dvh flex-col">
      <Header location={location} />
      <main className="flex min-h-0 grow flex-col bg-surface">
        <LocationHead location={location} shown="cleanup" />
        {planning.isPending ? (
          <p role="status" className="border-b border-line bg-sunken px-4 py-2 text-sm">
            Planning: Orrery reads everything again…
          </p>
        ) : null}
        {planning.isError ? <ProblemPanel problem={problemOf(planning.error)} className="m-4" /> : null}
        {plan === null ? (
          <CleanupView
            key={name}
            repository={name}
            onPlan={isReadOnly ? undefined : (request) => planning.mutate(request)}
          />
        ) : (
          <PlanScreen id={plan} onClose={() => show(undefined)} onPlanned={show} />
        )}
      </main>
    </div>
  );
}
