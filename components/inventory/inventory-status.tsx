'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Skeleton } from '#components/ui/placeholder';
import type { InventoryScope } from '#lib/api/queries/inventory-queries';
import { inventoryQuery } from '#lib/api/queries/inventory-queries';
import { registriesQuery } from '#lib/api/queries/queries';
import { scanStatus } from './scan-words.ts';

const ScanDialog = dynamic(() => import('./scan-dialog.tsx').then((file) => file.ScanDialog), { ssr: false });

/** As wide as the button, so that nothing moves when it comes. */
function StatusSkeleton() {
  return <Skeleton className="h-[30px] w-36 max-w-full" />;
}

/** In the head of a registry's page: how its scan stands, with a way to the panel below, and the button that starts one. */
export function InventoryStatus({ scope }: { readonly scope: InventoryScope }) {
  const { data } = useQuery(registriesQuery);
  if (data === undefined) return <StatusSkeleton />;
  // In a team what is known of a whole registry is for who may see all of it.
  const maySee = data.role === undefined || data.role === 'admin';
  return data.inventory === true && maySee ? <KnownStatus scope={scope} /> : null;
}

function KnownStatus({ scope }: { readonly scope: InventoryScope }) {
  const { data, isPending } = useQuery(inventoryQuery(scope));
  const [isAsked, setIsAsked] = useState(false);
  if (isPending) return <StatusSkeleton />;
  if (data === undefined) return null;
  const { known, jobs } = data;
  const isBusy = jobs.waiting + jobs.active > 0;
  const text = scanStatus(data, Date.now());
  return (
    <>
      {text === '' ? null : (
        <a
          href="#inventory"
          // The button alone fits beside the tabs of a phone.
          className={isBusy ? 'text-accent hover:underline' : 'text-accent hover:underline max-sm:hidden'}
        >
          {text}
        </a>
      )}
      {isBusy ? null : (
        <Button look={known === undefined ? 'primary' : 'plain'} onClick={() => setIsAsked(true)}>
          {known === undefined ? 'Know this registry' : 'Scan again'}
        </Button>
      )}
      {isAsked ? (
        <ScanDialog
          scope={scope}
          isFirst={known === undefined}
          onStarted={() => setIsAsked(false)}
          onClose={() => setIsAsked(false)}
        />
      ) : null}
    </>
  );
}
