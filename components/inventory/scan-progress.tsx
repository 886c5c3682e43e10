import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '#components/ui/button';
import { ProgressBar } from '#components/ui/progress-bar';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import { scanQuery, stopScan } from '#lib/api/queries/inventory-queries';
import { progressText } from './scan-words.ts';

type ScanProgressProps = {
  /** Undefined where somebody else, or this page before, has started it. */
  readonly scanId: string | undefined;
  readonly jobs: InventoryDocument['jobs'];
  readonly onStop: () => void;
};

/** How far a scan is. */
export function ScanProgress({ scanId, jobs, onStop }: ScanProgressProps) {
  if (scanId !== undefined) return <OwnScan id={scanId} onStop={onStop} />;
  const waiting = jobs.waiting + jobs.active;
  return (
    <p role="status">
      A scan is under way: {waiting.toLocaleString('en')} {waiting === 1 ? 'task' : 'tasks'} left.
    </p>
  );
}

function OwnScan({ id, onStop }: { readonly id: string; readonly onStop: () => void }) {
  const { data } = useQuery(scanQuery(id));
  const stop = useMutation({ mutationFn: () => stopScan(id), onSuccess: onStop });
  if (data === undefined) return null;
  if (data.state === 'done') return <p role="status">The scan is done.</p>;
  const { done, waiting, active } = data.jobs;
  const all = done + waiting + active;
  return (
    <div className="flex flex-col gap-1.5">
      <ProgressBar label="How far the scan is" share={all === 0 ? 0 : done / all} />
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="text-sm text-muted">
          {progressText(data, Date.now())}
        </p>
        <Button look="quiet" className="ml-auto" disabled={stop.isPending} onClick={() => stop.mutate()}>
          Stop
        </Button>
      </div>
    </div>
  );
}
