import dynamic from 'next/dynamic';
import { CapabilitiesPanel } from '#components/catalog/capabilities-panel';
import { RepositoryList } from '#components/catalog/repository-list';
import { Header } from '#components/shell/header';
import { RememberLocation } from '#components/shell/reference/recent.ts';
import { CommandLine } from '#components/ui/copy-button';
import { Skeleton } from '#components/ui/placeholder';
import { registryCommand } from '#lib/commands/read-commands';
import { LocationHead } from './location-head.tsx';

const InventoryPanel = dynamic(() =>
  import('#components/inventory/inventory-panel').then((file) => file.InventoryPanel),
);
const InventoryStatus = dynamic(
  () => import('#components/inventory/inventory-status').then((file) => file.InventoryStatus),
  { ssr: false, loading: () => <Skeleton className="h-[30px] w-36 max-w-full" /> },
);
const WaysOn = dynamic(() => import('./ways-on.tsx').then((file) => file.WaysOn), { ssr: false });

/** `/<host>`: what is in a registry, and what it can do. */
export function RegistryScreen({ registry }: { readonly registry: string }) {
  const location = { screen: 'registry', registry } as const;
  return (
    <div className="flex h-dvh flex-col">
      <Header location={location} />
      <main className="flex min-h-0 grow flex-col">
        <LocationHead
          location={location}
          actions={
            // As wide before the state is known as after: else its left edge moves.
            <div className="flex flex-wrap items-center gap-3 sm:min-w-72 sm:justify-end">
              <InventoryStatus scope={{ host: registry }} />
            </div>
          }
        />
        <div className="flex min-h-0 grow flex-col max-lg:overflow-auto lg:grid lg:grid-cols-[minmax(0,1fr)_404px]">
          <div className="flex min-h-0 flex-col bg-surface max-lg:h-[70dvh] max-lg:shrink-0">
            <RepositoryList
              registry={registry}
              whenKnown={<RememberLocation reference={registry} />}
              waysOn={(problem) => <WaysOn problem={problem} location={location} />}
            />
          </div>
          <div className="border-line bg-surface max-lg:border-t lg:overflow-auto lg:border-l">
            <CapabilitiesPanel registry={registry} />
            <InventoryPanel scope={{ host: registry }} />
          </div>
        </div>
      </main>
      <footer className="flex h-[30px] shrink-0 items-center border-t border-line bg-surface px-3.5 text-sm text-muted">
        <CommandLine command={registryCommand(registry)} />
      </footer>
    </div>
  );
}
