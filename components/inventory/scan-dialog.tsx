'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dialog } from '#components/ui/dialog';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import type { InventoryScope } from '#lib/api/queries/inventory-queries';
import { startScan } from '#lib/api/queries/inventory-queries';
import { ScanOffer } from './scan-offer.tsx';

type ScanDialogProps = {
  readonly scope: InventoryScope;
  /** Nothing was scanned here before. */
  readonly isFirst: boolean;
  readonly onStarted: () => void;
  readonly onClose: () => void;
};

/** Says what a scan costs and starts it, from any page. */
export function ScanDialog({ scope, isFirst, onStarted, onClose }: ScanDialogProps) {
  const { host, repository } = scope;
  const client = useQueryClient();
  const starting = useMutation({
    mutationFn: () => startScan(scope),
    onSuccess: async () => {
      onStarted();
      await client.invalidateQueries({ queryKey: ['inventory'] });
    },
  });
  return (
    <Dialog
      title={`${isFirst ? 'Know' : 'Scan'} ${repository === undefined ? host : `${host}/${repository}`}${isFirst ? '' : ' again'}`}
      description="What Orrery scans can be searched, and its coverage opens at once."
      isOpen
      onOpenChange={onClose}
    >
      <ScanOffer
        scope={scope}
        isFirst={isFirst}
        isStarting={starting.isPending}
        onStart={() => starting.mutate()}
        onCancel={onClose}
        className=""
      />
      {starting.isError ? <ProblemNote problem={problemOf(starting.error)} /> : null}
    </Dialog>
  );
}
