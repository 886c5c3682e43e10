'use client';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import type { InventoryScope } from '#lib/api/queries/inventory-queries';
import { inventoryQuery } from '#lib/api/queries/inventory-queries';
import { registriesQuery } from '#lib/api/queries/queries';
import { InventoryBody } from './inventory-body.tsx';

/**
 * What the inventory knows of a registry or repository, and how its scan goes; nothing where no inventory is kept. It comes
 * later than the rest: it has its place below, where it moves nothing.
 */
export function InventoryPanel({ scope }: { readonly scope: InventoryScope }) {
  const { data } = useQuery(registriesQuery);
  // In a team what is known of a whole registry is for who may see all of it.
  const maySee = scope.repository !== undefined || data?.role === undefined || data.role === 'admin';
  return data?.inventory === true && maySee ? <KeptInventory scope={scope} /> : null;
}

function KeptInventory({ scope }: { readonly scope: InventoryScope }) {
  const query = useQuery(inventoryQuery(scope));
  // A repository's page is about its tags: there it is a line below them, which comes when it is known how high it is.
  const isLine = scope.repository !== undefined;
  if (isLine && query.isPending) return null;
  return (
    <section
      aria-labelledby="inventory"
      className={clsx(
        'border-line px-4',
        isLine
          ? 'flex max-h-[40dvh] shrink-0 flex-wrap items-center gap-x-4 gap-y-2 overflow-auto border-t py-2'
          : 'flex flex-col gap-2.5 border-b py-3.5',
      )}
    >
      <h2 id="inventory" className="text-xs font-semibold tracking-[0.6px] text-faint uppercase">
        Inventory
      </h2>
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={2} label="Asking the inventory" className="h-6" />}
      >
        {(state) => <InventoryBody scope={scope} state={state} updatedAt={query.dataUpdatedAt} />}
      </QueryState>
    </section>
  );
}
