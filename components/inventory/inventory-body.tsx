import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import type { InventoryDocument, ScanDocument } from '#lib/api/contract/inventory-contract';
import type { InventoryScope } from '#lib/api/queries/inventory-queries';
import { actOnInventory, scanQuery, startScan, stopScan } from '#lib/api/queries/inventory-queries';
import { KnownFacts } from './known-facts.tsx';
import { KnownLinks } from './known-links.tsx';
import { ScanActions } from './scan-actions.tsx';
import { ScanFailures } from './scan-failures.tsx';
import { ScanOffer } from './scan-offer.tsx';
import { ScanProgress } from './scan-progress.tsx';

const ForgetDialog = dynamic(() => import('./forget-dialog.tsx').then((file) => file.ForgetDialog));

type InventoryBodyProps = {
  readonly scope: InventoryScope;
  readonly state: InventoryDocument;
  /** When that was answered, in milliseconds since 1970. */
  readonly updatedAt: number;
};

/** What is known, the scan that is under way, whoever has started it, and what a person can do. */
export function InventoryBody({ scope, state: known, updatedAt }: InventoryBodyProps) {
  const [dialog, setDialog] = useState<'offer' | 'forget'>();
  const { scan, follow } = useFollowedScan(known);
  const state = scan.data !== undefined && scan.dataUpdatedAt > updatedAt ? scan.data : known;
  const { start, act, stop } = useInventoryActions(scope, (id) => {
    follow(id);
    setDialog(undefined);
  });
  const problem = start.error ?? act.error ?? stop.error;
  const name = scope.repository === undefined ? 'registry' : 'repository';
  return (
    <>
      <KnownFacts state={state} name={name} />
      {state.known === undefined || name === 'repository' ? null : <KnownLinks host={scope.host} />}
      <ScanProgress scan={state.known === undefined ? undefined : scan.data} jobs={state.jobs} />
      {dialog === 'offer' ? (
        <ScanOffer
          scope={scope}
          isFirst={state.known === undefined}
          isStarting={start.isPending}
          onStart={() => start.mutate()}
          onCancel={() => setDialog(undefined)}
        />
      ) : (
        <ScanActions
          state={state}
          name={name}
          onAsk={() => setDialog('offer')}
          onForget={() => setDialog('forget')}
          onAct={(action) => act.mutate(action)}
          onStop={isOver(scan.data) || scan.data === undefined ? undefined : () => stop.mutate(scan.data.id)}
        />
      )}
      {problem === null ? null : <ProblemNote problem={problemOf(problem)} />}
      <ScanFailures state={state} isRetrying={act.isPending} onRetry={() => act.mutate('retry')} />
      {dialog === 'forget' ? <ForgetDialog scope={scope} onClose={() => setDialog(undefined)} /> : null}
    </>
  );
}

function isOver(scan: ScanDocument | undefined): boolean {
  return scan?.state === 'done' || scan?.state === 'cancelled';
}

/** The scan that is under way, which a page may meet when it is opened, until it was seen to end. */
function useFollowedScan({ scan }: InventoryDocument) {
  const [id, setId] = useState<string>();
  if (scan !== undefined && scan.id !== id) setId(scan.id);
  const followed = useQuery({ ...scanQuery(id ?? ''), enabled: id !== undefined });
  return { scan: followed, follow: setId };
}

function useInventoryActions(scope: InventoryScope, onStarted: (id: string) => void) {
  const queries = useQueryClient();
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['inventory'] });
    await queries.invalidateQueries({ queryKey: ['scan'] });
  };
  const start = useMutation({
    mutationFn: () => startScan(scope),
    onSuccess: async (id) => {
      onStarted(id);
      await refresh();
    },
  });
  const act = useMutation({
    mutationFn: (action: 'pause' | 'resume' | 'retry') => actOnInventory(scope.host, action),
    onSuccess: refresh,
  });
  const stop = useMutation({ mutationFn: stopScan, onSuccess: refresh });
  return { start, act, stop };
}
