'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { CoverageView } from '#components/coverage/coverage-view';
import { readAuditQuery } from '#components/coverage/stream/audit-query.ts';
import { Header } from '#components/shell/header';
import { PanelSkeleton } from '#components/ui/columns';
import { Skeleton } from '#components/ui/placeholder';
import type { Location } from '#lib/oci/location';
import { LocationHead } from './location-head.tsx';

const CoverageCell = dynamic(() => import('./coverage-cell.tsx').then((file) => file.CoverageCell), {
  ssr: false,
  loading: () => <PanelSkeleton />,
});
const WaysOn = dynamic(() => import('./ways-on.tsx').then((file) => file.WaysOn), { ssr: false });
const RepositoryPicker = dynamic(
  () => import('./repository-picker.tsx').then((file) => file.RepositoryPicker),
  { ssr: false },
);
const CoverageActions = dynamic(() => import('./coverage-actions.tsx').then((file) => file.CoverageActions), {
  ssr: false,
  loading: () => <Skeleton className="h-[30px] w-[311px] max-w-full" />,
});
const RequirementsBar = dynamic(
  () => import('#components/coverage/requirements/requirements-bar').then((file) => file.RequirementsBar),
  { ssr: false, loading: () => <BarSkeleton /> },
);

/** As high as the bar of requirements, so that the matrix below stays where it is when that comes. */
function BarSkeleton() {
  return (
    <div className="flex items-center gap-3 border-b border-line px-4 py-1.5">
      <span className="text-muted">Required</span>
      <Skeleton className="h-[30px] w-72 max-w-[60%]" />
    </div>
  );
}

type CoverageScreenProps = { readonly location: Exclude<Location, { screen: 'artifact' }> };

/** `?view=audit`: which evidence the artifacts of a repository or a registry have, and what of it is required. */
export function CoverageScreen({ location }: CoverageScreenProps) {
  const { registry } = location;
  const ref = location.screen === 'repository' ? `${registry}/${location.repository}` : registry;
  const query = readAuditQuery(ref, useSearchParams().toString());
  return (
    <div className="flex h-dvh flex-col">
      <Header location={location} />
      <CoverageView
        key={JSON.stringify(query)}
        query={query}
        head={(audit) => (
          <LocationHead location={location} shown="audit" actions={<CoverageActions audit={audit} />} />
        )}
        bar={(audit) => <RequirementsBar audit={audit} />}
        picker={location.screen === 'registry' ? <RepositoryPicker query={query} /> : null}
        panelOf={(cell, onClose) => <CoverageCell cell={cell} onClose={onClose} />}
        waysOn={(problem) => <WaysOn problem={problem} location={location} />}
      />
    </div>
  );
}
