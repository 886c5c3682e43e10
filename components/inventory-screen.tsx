'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import type { InventoryTab } from '#components/fleet/inventory-tabs.ts';
import { inventoryLinks, readInventoryTab } from '#components/fleet/inventory-tabs.ts';
import { RegistryChoice } from '#components/fleet/registry-choice';
import { ScanNote } from '#components/fleet/scan-note';
import { Header } from '#components/shell/header';
import { LinkTabs } from '#components/ui/link-tabs';
import { NoInventory } from '#components/ui/no-inventory';
import { SkeletonRows } from '#components/ui/placeholder';
import { readableQuery } from '#components/ui/readable-query.ts';
import { registriesQuery } from '#lib/api/queries/queries';

const loading = () => <SkeletonRows count={8} label="Loading the page" />;
const FleetCoverage = dynamic(
  () => import('#components/fleet/fleet-coverage').then((file) => file.FleetCoverage),
  { ssr: false, loading },
);
const TrendsView = dynamic(() => import('#components/fleet/trends-view').then((file) => file.TrendsView), {
  ssr: false,
  loading,
});
const LeftoversPanel = dynamic(() => import('./leftovers-panel.tsx').then((file) => file.LeftoversPanel), {
  ssr: false,
  loading,
});

const FleetRetention = dynamic(() => import('./fleet-retention.tsx').then((file) => file.FleetRetention), {
  ssr: false,
  loading,
});

/** `/inventory`: what was scanned of all registries, as it is, as it changed, and what of it nobody may need. */
export function InventoryScreen() {
  // Not ahead of the router, which draws a link to another part of this page before it writes the address.
  const search = useSearchParams().toString();
  const address = new URLSearchParams(search);
  const shown = readInventoryTab(address.get('view'));
  const host = address.get('host') ?? '';
  const { data } = useQuery(registriesQuery);
  const put = (changes: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes))
      if (value === '') query.delete(name);
      else query.set(name, value);
    history.pushState(null, '', query.size === 0 ? location.pathname : `?${readableQuery(query)}`);
  };
  return (
    <div className="flex h-dvh flex-col">
      <Header />
      <main className="flex min-h-0 grow flex-col bg-surface">
        <div className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2">
          <h1 className="text-xl font-semibold">Inventory</h1>
          <LinkTabs name="Inventory" tabs={inventoryLinks(shown, host)} />
          {data?.inventory === true ? (
            <RegistryChoice host={host} onChoose={(chosen) => put({ host: chosen })} />
          ) : null}
        </div>
        {data !== undefined && data.inventory === undefined ? (
          <NoInventory />
        ) : (
          <>
            <ScanNote host={host} />
            <Panel tab={shown} host={host} address={address} onPut={put} />
          </>
        )}
      </main>
    </div>
  );
}

type PanelProps = {
  readonly tab: InventoryTab;
  /** Empty for all registries. */
  readonly host: string;
  readonly address: URLSearchParams;
  readonly onPut: (changes: Readonly<Record<string, string>>) => void;
};

function Panel({ tab, host, address, onPut }: PanelProps) {
  const scope = host === '' ? {} : { host };
  switch (tab) {
    case 'coverage':
      return <FleetCoverage scope={scope} />;
    case 'trends':
      return (
        <TrendsView scope={scope} days={daysIn(address)} onDays={(days) => onPut({ days: String(days) })} />
      );
    case 'leftovers':
      return <LeftoversPanel scope={scope} address={address} onPut={onPut} />;
    case 'retention':
      return <FleetRetention scope={scope} address={address} onPut={onPut} />;
    default:
      return tab satisfies never;
  }
}

/** How many days are told, as the address says: a month, or up to what the inventory remembers. */
function daysIn(address: URLSearchParams): number {
  const days = Number(address.get('days') ?? '30');
  return Number.isInteger(days) && days >= 1 && days <= 400 ? days : 30;
}
