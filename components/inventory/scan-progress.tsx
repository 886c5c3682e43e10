import { ProgressBar } from '#components/ui/progress-bar';
import type { InventoryDocument, ScanDocument } from '#lib/api/contract/inventory-contract';
import { progressText } from './scan-words.ts';

type ScanProgressProps = {
  /** Undefined where no scan of exactly this was seen. */
  readonly scan: ScanDocument | undefined;
  readonly jobs: InventoryDocument['jobs'];
};

/** How far a scan is, or what is looked at again because it was due. */
export function ScanProgress({ scan, jobs }: ScanProgressProps) {
  const left = jobs.waiting + jobs.active;
  if (scan?.state === 'running' || scan?.state === 'paused') {
    const { done, waiting, active } = scan.jobs;
    const all = done + waiting + active;
    return (
      <div className="flex min-w-48 flex-col gap-1.5">
        <ProgressBar label="How far the scan is" share={all === 0 ? 0 : done / all} />
        <p role="status" className="text-sm text-muted">
          {progressText(scan, Date.now())}
        </p>
      </div>
    );
  }
  if (left > 0)
    return (
      <p role="status" className="text-sm text-muted">
        Orrery is looking at it: {left.toLocaleString('en')} {left === 1 ? 'task' : 'tasks'} left.
      </p>
    );
  if (scan === undefined) return null;
  return <p role="status">{scan.state === 'done' ? 'The scan is done.' : 'The scan was stopped.'}</p>;
}
